export function ConnectionPage() {
  return (
    <main>
      <h1>Connection</h1>
    </main>
  );
}
