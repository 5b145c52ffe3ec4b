import { formatPlural } from "#util/format.ts";
import * as v from "valibot";

const partSchema = v.object({ state: v.string(), reason: v.nullable(v.string()) });

/** What the checks read of a snapshot (docs/automation.md); everything else in it is let be, so that a newer page can be checked too. */
export const smokeSnapshotSchema = v.object({
  version: v.number(),
  view: v.object({
    state: v.string(),
    reason: v.nullable(v.string()),
    caughtUp: v.boolean(),
    server: v.nullable(v.object({ name: v.string(), version: v.string(), url: v.string() })),
    malformed: v.number(),
  }),
  parts: v.object({ agents: partSchema, tasks: partSchema }),
  agents: v.array(v.object({ id: v.string(), liveness: v.string() })),
  tasks: v.object({
    /** Left out by pages that are older than their tasks. */
    stuck: v.optional(v.nullable(v.number()), null),
    oldestWaitingMs: v.nullable(v.number()),
    items: v.array(v.object({ id: v.string(), findings: v.array(v.string()) })),
  }),
});

export type SmokeSnapshot = v.InferOutput<typeof smokeSnapshotSchema>;

export interface SmokeWishes {
  /** At least so many agents are known; 0: any number will do. */
  expectAgents: number;
  /** Nobody may be silent. */
  noSilent: boolean;
  /** Every message could be read. */
  noMalformed: boolean;
  /** No task is stuck. */
  noStuck: boolean;
  /** No task may have waited longer; null: any time will do. */
  maxWaitMs: number | null;
}

export interface CheckResult {
  name: string;
  passed: boolean;
  /** One sentence for a person: what was found. */
  said: string;
}

/** Names at most so many agents in a sentence; the rest is a number. */
const NAMED = 5;

export function checkSnapshot(snapshot: SmokeSnapshot, wishes: SmokeWishes): CheckResult[] {
  const { view, agents } = snapshot;
  const results = [liveCheck(snapshot), caughtUpCheck(snapshot), agentsPartCheck(snapshot)];
  if (wishes.expectAgents > 0) {
    results.push({
      name: "agents",
      passed: agents.length >= wishes.expectAgents,
      said: `${counted(agents.length, "agent")} known; at least ${wishes.expectAgents} expected.`,
    });
  }
  if (wishes.noSilent) {
    const silent = agents.filter(({ liveness }) => liveness === "silent").map(({ id }) => id);
    const unknown = agents.filter(({ liveness }) => liveness === "unknown").length;
    results.push({
      name: "no-silent",
      passed: silent.length === 0 && unknown === 0,
      said:
        silent.length > 0
          ? `${silent.length} of ${counted(agents.length, "agent")} silent: ${named(silent)}.`
          : unknown > 0
            ? `It is not known of ${counted(unknown, "agent")} whether they are alive.`
            : `None of ${counted(agents.length, "agent")} is silent.`,
    });
  }
  if (wishes.noStuck || wishes.maxWaitMs !== null) results.push(tasksPartCheck(snapshot));
  if (wishes.noStuck) results.push(stuckCheck(snapshot));
  if (wishes.maxWaitMs !== null) results.push(waitCheck(snapshot, wishes.maxWaitMs));
  if (wishes.noMalformed) {
    results.push({
      name: "no-malformed",
      passed: view.malformed === 0,
      said:
        view.malformed === 0
          ? "Every message could be read."
          : `${counted(view.malformed, "message")} could not be read.`,
    });
  }
  return results;
}

function liveCheck({ view }: SmokeSnapshot): CheckResult {
  const server = view.server === null ? "no server" : `${view.server.name} ${view.server.version}, ${view.server.url}`;
  return {
    name: "live",
    passed: view.state === "live",
    said:
      view.state === "live"
        ? `The view is live (${server}).`
        : `The view is ${view.state}, not live: ${view.reason ?? "no reason is given"}`,
  };
}

function caughtUpCheck({ view }: SmokeSnapshot): CheckResult {
  return {
    name: "caught-up",
    passed: view.caughtUp,
    said: view.caughtUp ? "The past is complete." : "The past was not complete in time.",
  };
}

function agentsPartCheck({ parts }: SmokeSnapshot): CheckResult {
  const { state, reason } = parts.agents;
  return {
    name: "agents-readable",
    passed: state === "ready",
    said:
      state === "ready" ? "The agents' stream is read." : `The agents are ${state}: ${reason ?? "no reason is given"}`,
  };
}

function tasksPartCheck({ parts }: SmokeSnapshot): CheckResult {
  const { state, reason } = parts.tasks;
  return {
    name: "tasks-readable",
    passed: state === "ready",
    said: state === "ready" ? "The tasks are read." : `The tasks are ${state}: ${reason ?? "no reason is given"}`,
  };
}

function stuckCheck({ tasks: { stuck, items } }: SmokeSnapshot): CheckResult {
  const odd = items.filter(({ findings }) => findings.length > 0).map(({ id, findings }) => `${id} (${findings[0]})`);
  return {
    name: "no-stuck",
    passed: stuck === 0,
    said:
      stuck === null
        ? "It is not known whether a task is stuck."
        : stuck === 0
          ? "No task is stuck."
          : `${counted(stuck, "task")} stuck${odd.length === 0 ? "" : `; tasks with findings: ${named(odd)}`}.`,
  };
}

function waitCheck({ parts, tasks: { oldestWaitingMs } }: SmokeSnapshot, maxWaitMs: number): CheckResult {
  const known = parts.tasks.state === "ready";
  const waited = `${Math.round((oldestWaitingMs ?? 0) / 1000)} s`;
  return {
    name: "max-wait",
    passed: known && (oldestWaitingMs ?? 0) <= maxWaitMs,
    said: !known
      ? "It is not known how long tasks wait."
      : oldestWaitingMs === null
        ? "No task waits."
        : `The oldest waiting task waits for ${waited}; at most ${maxWaitMs / 1000} s are allowed.`,
  };
}

/** The page glues figure and unit by a no-break space, which no script that reads these lines expects. */
function counted(count: number, one: string): string {
  return formatPlural(count, one).replaceAll("\u00A0", " ");
}

function named(ids: readonly string[]): string {
  const rest = ids.length - NAMED;
  return ids.slice(0, NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
