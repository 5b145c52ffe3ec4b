export function AgentPage() {
  return (
    <main>
      <h1>Agent</h1>
    </main>
  );
}
