import type { AgentFacts } from "./agent.ts";
import type { Judgement, Liveness } from "./liveness.ts";

/** How one agent stands, in one word, the worst first: what rows are led by, sorted by and counted in. */
export const STANDINGS = [
  "silent-while-working",
  "silent",
  "flapping",
  "needs-approval",
  "late",
  "recovering",
  "unknown",
  "on-time",
  "signed-off",
  "gone",
] as const;

export type Standing = (typeof STANDINGS)[number];

/**
 * One word for what we see and what the agent asks for. Flapping stands in place of the states that it flaps between, an approval in place
 * of any that is no trouble of its own; who signed off or is gone waits for nobody any more.
 */
export function standingOf(agent: AgentFacts, judgement: Judgement): Standing {
  const { liveness } = judgement;
  if (liveness.state === "gone" || liveness.state === "signed-off") return liveness.state;
  if (judgement.flapping) return "flapping";
  if (liveness.state === "silent") return liveness.whileWorking ? "silent-while-working" : "silent";
  if (agent.needsApproval) return "needs-approval";
  if (judgement.recovering) return "recovering";
  return quietStanding(liveness);
}

function quietStanding(liveness: Exclude<Liveness, { state: "gone" | "signed-off" | "silent" }>): Standing {
  return liveness.state;
}

const RANKS: ReadonlyMap<Standing, number> = new Map(STANDINGS.map((standing, rank) => [standing, rank]));

/** 0 is the worst. */
export function rankOf(standing: Standing): number {
  return RANKS.get(standing) ?? STANDINGS.length;
}
