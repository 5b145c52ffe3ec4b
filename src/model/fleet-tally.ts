import type { AgentFacts } from "./agent.ts";
import type { Judgement, Liveness, LivenessBounds } from "./liveness.ts";
import { judge } from "./liveness.ts";
import type { ServerMs } from "#util/units.ts";

export interface JudgedAgent {
  agent: AgentFacts;
  judgement: Judgement;
}

/** How many agents stand how. The liveness states add up to `total`; the rest counts agents that are also one of these. */
export interface FleetTally {
  total: number;
  liveness: Readonly<Record<Liveness["state"], number>>;
  /** These five count nobody who is gone or signed off: nothing can be done about them now. */
  silentWhileWorking: number;
  needsApproval: number;
  recovering: number;
  flapping: number;
  findings: number;
}

/** Why an agent is shown apart from the rest, most pressing first. */
export const EXCEPTION_KINDS = [
  "silent-while-working",
  "silent",
  "flapping",
  "late",
  "needs-approval",
  "recovering",
] as const;

export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

export interface FleetException extends JudgedAgent {
  kind: ExceptionKind;
}

/**
 * Judges a whole fleet at one moment.
 * @param now the server's time; null when nobody is judged
 * @returns exceptions most pressing first, within one kind the longest first: an order that holds while nothing happens; `up`: everyone
 * who is neither gone nor signed off
 */
export function tallyFleet(
  agents: Iterable<AgentFacts>,
  now: ServerMs | null,
  bounds?: LivenessBounds,
): { tally: FleetTally; exceptions: FleetException[]; up: JudgedAgent[] } {
  const liveness: Record<Liveness["state"], number> = {
    unknown: 0,
    "on-time": 0,
    late: 0,
    silent: 0,
    gone: 0,
    "signed-off": 0,
  };
  const tally = { total: 0, silentWhileWorking: 0, needsApproval: 0, recovering: 0, flapping: 0, findings: 0 };
  const exceptions: FleetException[] = [];
  const up: JudgedAgent[] = [];
  for (const agent of agents) {
    const judgement = judge(agent, now, bounds);
    const { state } = judgement.liveness;
    tally.total += 1;
    liveness[state] += 1;
    if (state === "gone" || state === "signed-off") continue;
    up.push({ agent, judgement });
    if (judgement.liveness.state === "silent" && judgement.liveness.whileWorking) tally.silentWhileWorking += 1;
    if (agent.needsApproval) tally.needsApproval += 1;
    if (judgement.recovering) tally.recovering += 1;
    if (judgement.flapping) tally.flapping += 1;
    if (agent.findings.length > 0) tally.findings += 1;
    const kind = exceptionKind({ agent, judgement });
    if (kind !== null) exceptions.push({ agent, judgement, kind });
  }
  return { tally: { ...tally, liveness }, exceptions: exceptions.toSorted(byPressure), up };
}

/** @returns null for an agent about which nothing is to be done */
export function exceptionKind({ agent, judgement }: JudgedAgent): ExceptionKind | null {
  const { liveness } = judgement;
  // Who is not judged may be gone by now: nothing of it is known, not even that somebody waits.
  if (liveness.state === "gone" || liveness.state === "signed-off" || liveness.state === "unknown") return null;
  if (liveness.state === "silent") return liveness.whileWorking ? "silent-while-working" : "silent";
  if (judgement.flapping) return "flapping";
  if (liveness.state === "late") return "late";
  if (agent.needsApproval) return "needs-approval";
  return judgement.recovering ? "recovering" : null;
}

function byPressure(one: FleetException, other: FleetException): number {
  return (
    EXCEPTION_KINDS.indexOf(one.kind) - EXCEPTION_KINDS.indexOf(other.kind) ||
    sinceOf(one) - sinceOf(other) ||
    (one.agent.id < other.agent.id ? -1 : 1)
  );
}

/** On time agents have no since: they keep the order of their names. */
function sinceOf({ judgement: { liveness } }: FleetException): ServerMs {
  return "since" in liveness ? liveness.since : 0;
}
