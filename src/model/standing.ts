import type { AgentFacts } from "./agent.ts";
import type { ExceptionKind } from "./fleet-tally.ts";
import { EXCEPTION_KINDS, exceptionKind } from "./fleet-tally.ts";
import type { Judgement, Liveness } from "./liveness.ts";

/** How one agent stands, in one word: what its row is led by, sorted by and coloured by. */
export type Standing = ExceptionKind | Exclude<Liveness["state"], "silent" | "late">;

/** Most pressing first. */
export const STANDINGS: readonly Standing[] = [...EXCEPTION_KINDS, "unknown", "on-time", "signed-off", "gone"];

/** The most pressing thing to say of an agent; how we see it where nothing is to be done. */
export function standingOf(agent: AgentFacts, judgement: Judgement): Standing {
  const kind = exceptionKind({ agent, judgement });
  if (kind !== null) return kind;
  const { state } = judgement.liveness;
  // Both are exceptions, so neither gets here.
  return state === "silent" || state === "late" ? "unknown" : state;
}

const RANKS: ReadonlyMap<Standing, number> = new Map(STANDINGS.map((standing, rank) => [standing, rank]));

/** 0 is the most pressing. */
export function rankOf(standing: Standing): number {
  return RANKS.get(standing) ?? STANDINGS.length;
}
