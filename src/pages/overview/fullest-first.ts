import { fullest } from "#model/streams/fill.ts";
import { rankOfSeverity, worstSeverity } from "#model/streams/finding.ts";
import type { StreamRow } from "#model/streams/stream-list.ts";

/** Those that need someone most first, then by how full they are, then by name. */
export function fullestFirst(rows: readonly StreamRow[]): readonly StreamRow[] {
  return rows.toSorted(
    (a, b) =>
      rankOfSeverity(worstSeverity(a.findings)) - rankOfSeverity(worstSeverity(b.findings)) ||
      (fullest(b.fill)?.ratio ?? -1) - (fullest(a.fill)?.ratio ?? -1) ||
      a.facts.name.localeCompare(b.facts.name, "en"),
  );
}
