import type { AgentFacts, AgentFinding } from "./agent.ts";
import type { ServerMs } from "#util/units.ts";

/**
 * Agents that only beat again: what changed are numbers. At 20,000 messages a second a patch names two thousand agents, and copying them
 * whole from thread to thread would cost both more than everything else; as columns of numbers it costs next to nothing.
 */
export interface MovedAgents {
  ids: string[];
  /** `COLUMNS` numbers an agent, in the order of `ids`. */
  numbers: Float64Array;
}

const COLUMNS = 5;

export function packMoved(agents: readonly AgentFacts[]): MovedAgents {
  const numbers = new Float64Array(agents.length * COLUMNS);
  const ids = agents.map((agent, index) => {
    const at = index * COLUMNS;
    numbers[at] = agent.lastBeatAt;
    numbers[at + 1] = agent.lastBeatSeq;
    numbers[at + 2] = agent.firstBeatAt;
    numbers[at + 3] = agent.beatsHeld;
    numbers[at + 4] = agent.missedBeats;
    return agent.id;
  });
  return { ids, numbers };
}

/** As many as the page's thread takes in a moment, with others beside it on the processor. */
const MOST_A_PART = 1_000;

/** The same agents in parts, the last of them the smallest: what a thread is to take in several goes. */
export function partsOfMoved({ ids, numbers }: MovedAgents): MovedAgents[] {
  const parts: MovedAgents[] = [];
  for (let from = 0; from === 0 || from < ids.length; from += MOST_A_PART) {
    const to = from + MOST_A_PART;
    parts.push({ ids: ids.slice(from, to), numbers: numbers.slice(from * COLUMNS, to * COLUMNS) });
  }
  return parts;
}

/** Calls `set` with each moved agent as it is now. */
export function unpackMoved(
  moved: MovedAgents,
  before: ReadonlyMap<string, AgentFacts>,
  set: (agent: AgentFacts) => void,
): void {
  const { ids, numbers } = moved;
  ids.forEach((id, index) => {
    const agent = before.get(id);
    if (agent === undefined) return;
    const at = index * COLUMNS;
    const lastBeatAt = numbers[at] ?? agent.lastBeatAt;
    set({
      ...agent,
      lastBeatAt,
      lastBeatSeq: numbers[at + 1] ?? agent.lastBeatSeq,
      firstBeatAt: numbers[at + 2] ?? agent.firstBeatAt,
      beatsHeld: numbers[at + 3] ?? agent.beatsHeld,
      missedBeats: numbers[at + 4] ?? agent.missedBeats,
      findings: movedFindings(agent, lastBeatAt),
    });
  });
}

/** Whether nothing but the packed numbers differs. */
export function onlyMoved(before: AgentFacts, after: AgentFacts): boolean {
  return (
    before.status === after.status &&
    before.currentTask === after.currentTask &&
    before.currentTaskTitle === after.currentTaskTitle &&
    before.needsApproval === after.needsApproval &&
    before.approvalMessage === after.approvalMessage &&
    before.description === after.description &&
    before.registeredAt === after.registeredAt &&
    before.intervalMs === after.intervalMs &&
    before.intervalSource === after.intervalSource &&
    before.onTimeSinceSilence === after.onTimeSinceSilence &&
    before.unheardMs === after.unheardMs &&
    sameItems(before.capabilities, after.capabilities) &&
    sameItems(before.changesAt, after.changesAt) &&
    sameFindings(before, after)
  );
}

/** The same findings, each shown by the same beat as before or by the last one then and now: `unpackMoved` moves those along. */
function sameFindings(before: AgentFacts, after: AgentFacts): boolean {
  return (
    before.findings.length === after.findings.length &&
    before.findings.every((was, index) => {
      const is = after.findings[index];
      if (is === undefined || was.code !== is.code || was.detail !== is.detail) return false;
      return was.at === before.lastBeatAt ? is.at === after.lastBeatAt : was.at === is.at && is.at !== after.lastBeatAt;
    })
  );
}

function movedFindings(agent: AgentFacts, lastBeatAt: ServerMs): readonly AgentFinding[] {
  if (agent.findings.length === 0) return agent.findings;
  return agent.findings.map((finding) => (finding.at === agent.lastBeatAt ? { ...finding, at: lastBeatAt } : finding));
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
}
