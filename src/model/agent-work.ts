import type { AgentFacts } from "./agent.ts";
import { isKnownStatus } from "#contract/heartbeat.ts";

/** What an agent says that it is doing, the most pressing of it. */
export type AgentWork =
  /** It waits for a person. */
  | { kind: "approval"; message: string | null }
  /** `id` may be free text; `title` is null when the agent gave none. */
  | { kind: "task"; id: string; title: string | null }
  /** Nothing but its own word; `known` when it is one of the contract's four. */
  | { kind: "status"; status: string; known: boolean };

export function workOf(agent: AgentFacts): AgentWork {
  if (agent.needsApproval && agent.status !== "offline") return { kind: "approval", message: agent.approvalMessage };
  if (agent.currentTask !== null) return { kind: "task", id: agent.currentTask, title: agent.currentTaskTitle };
  return { kind: "status", status: agent.status, known: isKnownStatus(agent.status) };
}

/** The same in one line: "waits for a person: Publish?", "task 42 · Convert resume", "idle". */
export function workWords(agent: AgentFacts): string {
  const work = workOf(agent);
  switch (work.kind) {
    case "approval":
      return work.message === null ? "waits for a person" : `waits for a person: “${work.message}”`;
    case "task":
      return taskWords(work.id, work.title);
    case "status":
      return work.known ? work.status : `says “${work.status}”`;
  }
}

/** Agents write free text in place of an id: that is shown as it is. */
function taskWords(id: string, title: string | null): string {
  const name = /\s/.test(id) ? id : `task ${id}`;
  return title === null || title === id ? name : `${name} · ${title}`;
}
