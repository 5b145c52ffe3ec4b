import type { SortKey, StreamsSearch } from "./search.ts";
import { fullest } from "#model/streams/fill.ts";
import { rankOfSeverity, worstSeverity } from "#model/streams/finding.ts";
import type { StreamList, StreamRow } from "#model/streams/stream-list.ts";
import { unreachable } from "#util/assert.ts";

/** Whether somebody should look: a notice alone is no reason. */
export function needsAttention({ findings }: StreamRow): boolean {
  return rankOfSeverity(worstSeverity(findings)) <= 1;
}

/** Names of streams that are there, did not answer, and were not seen before either: they have no row. */
export function unseenOf({ rows, unanswered }: Pick<StreamList, "rows" | "unanswered">): readonly string[] {
  if (unanswered.length === 0) return unanswered;
  const seen = new Set(rows.map(({ facts }) => facts.name));
  return unanswered.filter((name) => !seen.has(name));
}

/** The rows asked for, in the order asked for. Equal ones by name. */
export function listStreams(rows: readonly StreamRow[], { q, show, sort, order }: StreamsSearch): readonly StreamRow[] {
  const needle = q.trim().toLowerCase();
  const shown = rows.filter((row) => (show === "all" || needsAttention(row)) && matches(row, needle));
  const sign = order === "ascending" ? 1 : -1;
  const keys = new Map(shown.map((row) => [row, keyOf(row, sort)]));
  return shown.sort((left, right) => sign * compare(keys.get(left), keys.get(right)) || byName(left, right));
}

function matches({ facts }: StreamRow, needle: string): boolean {
  return needle === "" || [facts.name, ...facts.subjects].some((text) => text.toLowerCase().includes(needle));
}

function byName(left: StreamRow, right: StreamRow): number {
  return compare(left.facts.name.toLowerCase(), right.facts.name.toLowerCase());
}

/** What is not known comes last when the largest come first. */
function keyOf({ facts, fill, rates, findings }: StreamRow, sort: SortKey): string | number {
  switch (sort) {
    case "finding":
      return rankOfSeverity(worstSeverity(findings));
    case "stream":
      return facts.name.toLowerCase();
    case "messages":
      return facts.state.messages;
    case "bytes":
      return facts.state.bytes;
    case "in":
      return rates?.inPerSecond ?? -1;
    case "out":
      return rates?.outPerSecond ?? -1;
    case "fill":
      return Math.max(fullest(fill)?.ratio ?? -1, 0) + (fill.age ?? 0) / 1e6;
    case "consumers":
      return facts.state.consumers;
    default:
      return unreachable(sort);
  }
}

function compare(left: string | number | undefined, right: string | number | undefined): number {
  if (left === undefined || right === undefined || left === right) return 0;
  return left < right ? -1 : 1;
}
