/** Every URL of the page is built here: a link is never a template string elsewhere. Hash routes, so any static host serves them. */

/** What the Agents list can be narrowed to; the words that stand in the URL. */
export const AGENT_FILTERS = [
  "on-time",
  "late",
  "silent",
  "gone",
  "signed-off",
  "unknown",
  "needs-approval",
  "recovering",
  "flapping",
  "findings",
] as const;

export type AgentFilter = (typeof AGENT_FILTERS)[number];

export function overviewPath(): string {
  return "#/";
}

/** @param state only agents in this state; all when left out */
export function agentsPath(state?: AgentFilter): string {
  return state === undefined ? "#/agents" : `#/agents?state=${state}`;
}

/** @param id any subject token: it may hold whatever a URL may not */
export function agentPath(id: string): string {
  return `#/agents/${encodeURIComponent(id)}`;
}

export function connectionPath(): string {
  return "#/connection";
}

/** The part of the Connection page that says how a server is set up so that its screens can only read. */
export function readOnlySetupPath(): string {
  return "#/connection?show=read-only";
}
