/** The n-th agent of a load, from 0. */
export function agentName(index: number): string {
  return `agent-${String(index).padStart(5, "0")}`;
}
