import { describe, expect, test } from "vitest";
import { addCounts, countTests, describeCounts } from "./counts.ts";

function vitest(passed: number, failed: number, skipped = 0): string {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults: [],
  });
}

function playwright(expected: number, unexpected: number, flaky = 0, skipped = 0): string {
  return JSON.stringify({ stats: { expected, unexpected, flaky, skipped, duration: 1 }, suites: [] });
}

describe("a static part is one test", () => {
  test("that passed", () =>
    expect(countTests("one", { ok: true }, null)).toEqual({ passed: 1, failed: 0, skipped: 0 }));
  test("that failed", () =>
    expect(countTests("one", { ok: false }, null)).toEqual({ passed: 0, failed: 1, skipped: 0 }));
});

describe("a runner's tests are counted one by one", () => {
  test("vitest", () => {
    expect(countTests("vitest", { ok: true }, vitest(12, 0, 2))).toEqual({ passed: 12, failed: 0, skipped: 2 });
    expect(countTests("vitest", { ok: false }, vitest(10, 3))).toEqual({ passed: 10, failed: 3, skipped: 0 });
  });
  test("playwright; a test that passed only at the second try has failed", () => {
    expect(countTests("playwright", { ok: true }, playwright(5, 0, 0, 1))).toEqual({
      passed: 5,
      failed: 0,
      skipped: 1,
    });
    expect(countTests("playwright", { ok: false }, playwright(5, 1, 2))).toEqual({ passed: 5, failed: 3, skipped: 0 });
  });
});

describe("what never passes for green", () => {
  test.each(["vitest", "playwright"] as const)("%s: no report, half a report, another report", (report) => {
    for (const text of [null, "", "{", "[]", "{}"]) {
      expect(countTests(report, { ok: true }, text)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    }
  });
  test("an error outside of any test", () => {
    expect(countTests("vitest", { ok: false }, vitest(12, 0))).toEqual({ passed: 12, failed: 1, skipped: 0 });
    expect(countTests("playwright", { ok: false }, playwright(5, 0))).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });
  test("a run without a test, or with skipped ones only", () => {
    expect(countTests("vitest", { ok: true }, vitest(0, 0, 7))).toEqual({ passed: 0, failed: 1, skipped: 7 });
  });
});

test("the closing line", () => {
  const sum = addCounts([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 4, failed: 1, skipped: 0 },
  ]);
  expect(describeCounts(sum)).toBe("7 passed, 1 failed");
  expect(describeCounts({ passed: 7, failed: 0, skipped: 2 })).toBe("7 passed, 0 failed, 2 skipped");
});
