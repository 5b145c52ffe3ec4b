import { formatPlural } from "#util/format.ts";
import * as v from "valibot";

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
  parts: v.object({ agents: v.object({ state: v.string(), reason: v.nullable(v.string()) }) }),
  agents: v.array(v.object({ id: v.string(), liveness: v.string() })),
});

export type SmokeSnapshot = v.InferOutput<typeof smokeSnapshotSchema>;

export interface SmokeWishes {
  /** At least so many agents are known; 0: any number will do. */
  expectAgents: number;
  /** Nobody may be silent. */
  noSilent: boolean;
  /** Every message could be read. */
  noMalformed: boolean;
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

/** The page glues figure and unit by a no-break space, which no script that reads these lines expects. */
function counted(count: number, one: string): string {
  return formatPlural(count, one).replaceAll("\u00A0", " ");
}

function named(ids: readonly string[]): string {
  const rest = ids.length - NAMED;
  return ids.slice(0, NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
