import { cutText } from "../cut-text.ts";
import type { EventFacts } from "../view.ts";
import { textPattern } from "#util/text-pattern.ts";
import type { ServerMs } from "#util/units.ts";

/** Messages that say the same but for numbers and ids. */
export interface MessageGroup {
  /** What they have in common: the start of their pattern. */
  key: string;
  /** The newest of them: its text, and where it stands. */
  newest: EventFacts;
  count: number;
  firstAt: ServerMs;
  lastAt: ServerMs;
  /** Who sent most of them first, at most `MOST_AGENTS`; null: nobody named. */
  agents: { agent: string | null; count: number }[];
  /** How many agents there are beyond those. */
  moreAgents: number;
}

const MOST_AGENTS = 5;
/** Enough to tell texts apart, short enough for a URL. */
const KEY_LENGTH = 160;

/** Patterns are asked for again and again, of the same messages. */
const KEYS = new WeakMap<EventFacts, string>();

export function groupKeyOf(event: EventFacts): string {
  const known = KEYS.get(event);
  if (known !== undefined) return known;
  const key = cutText(textPattern(event.text).replaceAll(/\s+/gu, " ").trim(), KEY_LENGTH);
  KEYS.set(event, key);
  return key;
}

/** @param events newest first @returns the group that came last first */
export function groupMessages(events: readonly EventFacts[]): MessageGroup[] {
  const groups = new Map<string, { group: MessageGroup; agents: Map<string | null, number> }>();
  for (const event of events) {
    const { agent, at } = event;
    const key = groupKeyOf(event);
    const known = groups.get(key);
    if (known === undefined) {
      const group = { key, newest: event, count: 1, firstAt: at, lastAt: at, agents: [], moreAgents: 0 };
      groups.set(key, { group, agents: new Map([[agent, 1]]) });
      continue;
    }
    known.group.count += 1;
    known.group.firstAt = Math.min(known.group.firstAt, at);
    known.agents.set(agent, (known.agents.get(agent) ?? 0) + 1);
  }
  return [...groups.values()].map(({ group, agents }) => ({
    ...group,
    agents: tallied(agents, MOST_AGENTS),
    moreAgents: Math.max(0, agents.size - MOST_AGENTS),
  }));
}

/** Most first, equal ones by name, nobody last. */
export function tallied(
  counts: ReadonlyMap<string | null, number>,
  most: number,
): { agent: string | null; count: number }[] {
  return [...counts]
    .map(([agent, count]) => ({ agent, count }))
    .sort((a, b) => b.count - a.count || (a.agent === null ? 1 : b.agent === null ? -1 : a.agent < b.agent ? -1 : 1))
    .slice(0, most);
}
