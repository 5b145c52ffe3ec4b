import type { EventFacts } from "#model/view.ts";
import type { ServerMs } from "#util/units.ts";

/** One error, however often it came. */
export interface ErrorGroup {
  /** Stream and sequence of the newest: what it can be found again by. */
  stream: string;
  seq: number;
  text: string;
  agent: string | null;
  count: number;
  firstAt: ServerMs;
  lastAt: ServerMs;
}

/** The same words of the same agent are one group; the group that came last comes first. */
export function errorGroups(errors: readonly EventFacts[], most: number): { groups: ErrorGroup[]; more: number } {
  const groups = new Map<string, ErrorGroup>();
  for (const { stream, seq, text, agent, at } of errors) {
    const key = JSON.stringify([agent, text]);
    const known = groups.get(key);
    if (known === undefined) {
      groups.set(key, { stream, seq, text, agent, count: 1, firstAt: at, lastAt: at });
      continue;
    }
    known.count += 1;
    known.firstAt = Math.min(known.firstAt, at);
    if (at < known.lastAt || (at === known.lastAt && seq < known.seq)) continue;
    known.lastAt = at;
    known.stream = stream;
    known.seq = seq;
  }
  const sorted = [...groups.values()].sort((a, b) => b.lastAt - a.lastAt || b.seq - a.seq);
  return { groups: sorted.slice(0, most), more: Math.max(0, sorted.length - most) };
}
