import * as v from "valibot";
import type { Report } from "./parts.ts";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestReport = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
});

const playwrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
});

/**
 * What a part adds to the sum. A runner that failed without a failed test (a file that does not load, an error outside
 * of tests, an end by force) counts as one failure, and so does one that left no report or ran no test at all.
 */
export function countTests(report: Report, ended: { ok: boolean }, text: string | null): Counts {
  if (report === "one") return { passed: ended.ok ? 1 : 0, failed: ended.ok ? 0 : 1, skipped: 0 };
  const counts = report === "vitest" ? readVitest(text) : readPlaywright(text);
  if (counts === null) return { passed: 0, failed: 1, skipped: 0 };
  const brokenOtherwise = counts.failed === 0 && (!ended.ok || counts.passed === 0);
  return brokenOtherwise ? { ...counts, failed: 1 } : counts;
}

function readVitest(text: string | null): Counts | null {
  const read = v.safeParse(vitestReport, parseJson(text));
  if (!read.success) return null;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = read.output;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

function readPlaywright(text: string | null): Counts | null {
  const read = v.safeParse(playwrightReport, parseJson(text));
  if (!read.success) return null;
  const { expected, unexpected, flaky, skipped } = read.output.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export function addCounts(all: readonly Counts[]): Counts {
  const sum: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of all) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** `12 passed, 0 failed`, and what was skipped where something was. */
export function describeCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}
