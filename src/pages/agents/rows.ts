import type { AgentFilter } from "../../paths.ts";
import type { AgentsSearch, SortKey } from "./search.ts";
import { AGENT_FIELDS, readAgentField } from "./filter-fields.ts";
import { isInState, standsThere } from "./is-in-state.ts";
import type { AgentFacts } from "#model/agent.ts";
import { matchesFilter } from "#model/filter/matches-filter.ts";
import { parseFilter } from "#model/filter/parse-filter.ts";
import type { Judgement, LivenessBounds } from "#model/liveness.ts";
import { judge } from "#model/liveness.ts";
import { STANDINGS, rankOf, standingOf } from "#model/standing.ts";
import type { Standing } from "#model/standing.ts";
import { unreachable } from "#util/assert.ts";
import type { ServerMs } from "#util/units.ts";

export interface AgentList {
  /** Ids in the order asked for; the gone are among them only when they are asked for. */
  ids: readonly string[];
  /** Of all agents, whatever is searched for: how many each filter would show. */
  counts: Readonly<Record<AgentFilter, number>>;
  /** All agents held, the gone included. */
  total: number;
  /** Gone agents that match the search and are left out. */
  goneLeftOut: number;
  /** How each agent stands, by id. */
  standings: ReadonlyMap<string, Standing>;
}

/**
 * Who is in the list, and in which order.
 * @param idOrder all ids of `agents` in their natural order (`inNaturalOrder`), which equal rows keep
 * @param now the server's time to judge with, or null: then everyone is unknown
 */
export function listAgents(...asked: Parameters<typeof listStepwise>): AgentList {
  const steps = listStepwise(...asked);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Agents looked at in one step. */
const A_STEP = 1_000;

/** `listAgents`, step by step: a fleet of ten thousand takes longer than a page may be held up. */
export function* listStepwise(
  agents: ReadonlyMap<string, AgentFacts>,
  idOrder: readonly string[],
  now: ServerMs | null,
  bounds: LivenessBounds,
  search: Pick<AgentsSearch, "q" | "state" | "sort" | "order">,
): Generator<undefined, AgentList> {
  const counts = noCounts();
  const standings = new Map<string, Standing>();
  const { terms } = parseFilter(search.q, AGENT_FIELDS);
  const shown: { agent: AgentFacts; standing: Standing; missedBeats: number }[] = [];
  let goneLeftOut = 0;

  for (const [index, id] of idOrder.entries()) {
    if (index > 0 && index % A_STEP === 0) yield;
    const agent = agents.get(id);
    if (agent === undefined) continue;
    const judgement = judge(agent, now, bounds);
    const standing = standingOf(agent, judgement);
    standings.set(id, standing);
    countIn(counts, agent, judgement);
    if (!isInState(search.state, agent, judgement)) continue;
    const isAsked =
      terms.length === 0 ||
      matchesFilter(terms, (field) => readAgentField(agent, judgement, now, field), wordsOf(agent));
    if (!isAsked) continue;
    if (search.state === "all" && judgement.liveness.state === "gone") goneLeftOut += 1;
    else shown.push({ agent, standing, missedBeats: judgement.missedBeats });
  }

  yield;
  const sign = search.order === "ascending" ? 1 : -1;
  const compare = comparison(search.sort);
  if (compare !== null) shown.sort((left, right) => sign * compare(left, right));
  else if (sign < 0) shown.reverse();
  return { ids: shown.map(({ agent }) => agent.id), counts, total: standings.size, goneLeftOut, standings };
}

type Shown = { agent: AgentFacts; standing: Standing; missedBeats: number };

/** Null: the natural order of the ids, which the rows have already. Ascending means: what needs a person first, the oldest beat first, the fewest missed first. */
function comparison(sort: SortKey): ((left: Shown, right: Shown) => number) | null {
  switch (sort) {
    case "agent":
      return null;
    case "status":
      return (left, right) => rankOf(left.standing) - rankOf(right.standing);
    case "now":
      return (left, right) => compareText(workOf(left), workOf(right));
    case "last-beat":
      return (left, right) => left.agent.lastBeatAt - right.agent.lastBeatAt;
    case "missed":
      return (left, right) => left.missedBeats - right.missedBeats;
    default:
      return unreachable(sort);
  }
}

/** Approvals first, then tasks by their id, then those without one by their status. */
function workOf({ agent, standing }: Shown): string {
  if (standing === "needs-approval") return `0 ${agent.approvalMessage ?? ""}`;
  return agent.currentTask === null ? `2 ${agent.status}` : `1 ${naturalKey(agent.currentTask)}`;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function noCounts(): Record<AgentFilter, number> {
  return {
    "on-time": 0,
    late: 0,
    silent: 0,
    gone: 0,
    "signed-off": 0,
    unknown: 0,
    "needs-approval": 0,
    recovering: 0,
    flapping: 0,
    findings: 0,
  };
}

/** Says the same as `isInState` of each filter (the test holds them equal), in a tenth of the time: it runs for the whole fleet each second. */
function countIn(counts: Record<AgentFilter, number>, agent: AgentFacts, judgement: Judgement): void {
  counts[judgement.liveness.state] += 1;
  if (!standsThere(judgement)) return;
  if (agent.needsApproval) counts["needs-approval"] += 1;
  if (judgement.recovering) counts.recovering += 1;
  if (judgement.flapping) counts.flapping += 1;
  if (agent.findings.length > 0) counts.findings += 1;
}

/** Where words are looked for. */
function wordsOf(agent: AgentFacts): (string | null)[] {
  return [agent.id, agent.currentTask, agent.currentTaskTitle, agent.approvalMessage, agent.description, agent.status];
}

/**
 * Ids as a person would order them: without regard to case, `agent-2` before `agent-10`.
 * @param before an earlier answer: given back, the same array, when it still holds exactly these ids
 */
export function inNaturalOrder(
  agents: ReadonlyMap<string, unknown>,
  before: readonly string[] = [],
): readonly string[] {
  if (before.length === agents.size && before.every((id) => agents.has(id))) return before;
  return [...agents.keys()]
    .map((id) => ({ id, key: naturalKey(id) }))
    .sort((left, right) => compareText(left.key, right.key) || compareText(left.id, right.id))
    .map(({ id }) => id);
}

const DIGITS = /\d+/g;

function naturalKey(id: string): string {
  return id.toLowerCase().replace(DIGITS, (digits) => digits.padStart(12, "0"));
}

/** How many agents stand how, the worst first; what the map's key and the sentence are made of. */
export function countStandings(standings: ReadonlyMap<string, Standing>): { standing: Standing; count: number }[] {
  const counts = new Map<Standing, number>();
  for (const standing of standings.values()) counts.set(standing, (counts.get(standing) ?? 0) + 1);
  return STANDINGS.flatMap((standing) => {
    const count = counts.get(standing);
    return count === undefined ? [] : [{ standing, count }];
  });
}
