export function AgentsPage() {
  return (
    <main>
      <h1>Agents</h1>
    </main>
  );
}
