import type { Coverage } from "./coverage.ts";
import { covers, createCoverage } from "./coverage.ts";
import { covers as matches } from "#contract/subject-filter.ts";

/** Which sequences of one stream were read of the subjects that a filter matches; of other subjects it says nothing. */
export interface PartialCoverage {
  filter: string;
  coverage: Coverage;
}

/** That of a filter, made when it is new. They are few: the two forms of task subjects. */
export function partialOf(partial: PartialCoverage[], filter: string): Coverage {
  for (const known of partial) if (known.filter === filter) return known.coverage;
  const coverage = createCoverage();
  partial.push({ filter, coverage });
  return coverage;
}

/** Whether a message was read with some filter that matches its subject. */
export function coversInPart(partial: readonly PartialCoverage[], seq: number, subject: string): boolean {
  for (const { filter, coverage } of partial) if (covers(coverage, seq) && matches(filter, subject)) return true;
  return false;
}
