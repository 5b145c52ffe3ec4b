import type { AgentList } from "./rows.ts";
import { listAgents, listStepwise } from "./rows.ts";
import type { AgentsSearch } from "./search.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import type { ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";
import { useEffect, useMemo, useState } from "react";

/** Up to here a list is made while the page renders. */
const AT_ONCE = 1_500;

export interface Listed {
  agents: ReadonlyMap<string, AgentFacts>;
  /** All ids of `agents` in their natural order. */
  idOrder: readonly string[];
  now: ServerMs | null;
  bounds: LivenessBounds;
}

/**
 * The list of a fleet. That of a large one is made in steps between which the page answers, once a second and whenever something else is asked
 * for; until it is there the last one stands.
 */
export function useAgentList(listed: Listed, search: Pick<AgentsSearch, "q" | "state" | "sort" | "order">): AgentList {
  const { agents, idOrder, now, bounds } = listed;
  const { q, state, sort, order } = search;
  const latest = useMemo(() => ({ agents, idOrder, now, bounds }), [agents, idOrder, now, bounds]);
  // Fleet and second change at different moments: one list serves both.
  const calm = useAtMostEvery(latest, SECOND_MS);
  const [made, setMade] = useState<Made | null>(null);
  // What was listed before the view was lost, or came back, says something else of everyone: it must not stand for a moment longer.
  const usable = made !== null && made.isJudged === (now !== null) ? made.list : null;
  const isLarge = agents.size > AT_ONCE;
  const from = isLarge && usable !== null ? calm : latest;
  const wish = useMemo(() => ({ ...from, search: { q, state, sort, order } }), [from, q, state, sort, order]);
  useEffect(() => (isLarge ? makeStepwise(wish, setMade) : undefined), [isLarge, wish]);
  return useMemo(() => (isLarge && usable !== null ? usable : listOf(wish)), [isLarge, usable, wish]);
}

interface Made {
  list: AgentList;
  /** Our view was not lost. */
  isJudged: boolean;
}

type Wish = Listed & { search: Pick<AgentsSearch, "q" | "state" | "sort" | "order"> };

function listOf({ agents, idOrder, now, bounds, search }: Wish): AgentList {
  return listAgents(agents, idOrder, now, bounds, search);
}

/** Gives how to stop. */
function makeStepwise({ agents, idOrder, now, bounds, search }: Wish, take: (made: Made) => void): () => void {
  const steps = listStepwise(agents, idOrder, now, bounds, search);
  let timer = setTimeout(step);
  function step(): void {
    const { done, value } = steps.next();
    if (done === true) take({ list: value, isJudged: now !== null });
    else timer = setTimeout(step);
  }
  return () => clearTimeout(timer);
}
