import { alarmOf, runWords, spreadWords, waitWords } from "./task-words.ts";
import { expect, test } from "vitest";

const plain = (text: string) => text.replaceAll("\u00A0", " ");

test("a percentile of few samples says so, one of none is no figure", () => {
  const spread = { p50: 1_200, p95: 12_000, p99: 61_000 };
  expect(plain(spreadWords({ samples: 4, ...spread }).figures)).toBe("1.2 s · 12 s · 1 min 1 s");
  expect(spreadWords({ samples: 4, ...spread }).samples).toBe("of 4: few samples");
  expect(spreadWords({ samples: 1_200, ...spread }).samples).toBe("of 1,200");
  expect(spreadWords({ samples: 0, p50: null, p95: null, p99: null })).toEqual({ figures: "–", samples: "no samples" });
});

test("a wait that still lasts is the task's age, one that is not known is said not to be", () => {
  expect(waitWords({ waitMs: null, state: "available" })).toBe("");
  expect(waitWords({ waitMs: null, state: "claimed" })).toBe("–");
  expect(plain(waitWords({ waitMs: 400, state: "completed" }))).toBe("400 ms");
  expect(runWords({ runMs: null, state: "claimed" })).toBe("");
  expect(runWords({ runMs: null, state: "failed" })).toBe("–");
});

test("the worst finding leads; a state that nobody knows is hatched; a failure alone is history", () => {
  const finding = { detail: "", since: 0, agents: [] };
  expect(alarmOf({ state: "claimed", findings: [{ code: "orphaned", ...finding }] })).toBe("critical");
  expect(alarmOf({ state: "unknown", findings: [] })).toBe("unknown");
  expect(alarmOf({ state: "failed", findings: [] })).toBeNull();
});
