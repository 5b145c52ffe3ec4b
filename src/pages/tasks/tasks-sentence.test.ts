import type { AboutTheQueue } from "./tasks-sentence.ts";
import { tasksSentence } from "./tasks-sentence.ts";
import { FIXTURE_AT } from "#model/agent-fixture.ts";
import { emptyView } from "#model/empty-view.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { MINUTE_MS } from "#util/units.ts";
import { describe, expect, test } from "vitest";

const SERVER = { name: "demo", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };
const LIVE = { state: "live", since: FIXTURE_AT, server: SERVER, rttMs: 1 } as const;
const LOST = {
  state: "lost",
  since: FIXTURE_AT,
  url: SERVER.url,
  attempt: 1,
  nextTryAt: null,
  reason: "closed",
} as const;
const NONE = { available: 0, blocked: 0, claimed: 0, completed: 0, failed: 0, unknown: 0 };

function say(tasks: Partial<TasksView>, over: Partial<AboutTheQueue> = {}): string {
  const parts = tasksSentence({
    tasks: { ...emptyView().tasks, whole: true, ...tasks },
    connection: LIVE,
    sight: { state: "whole" },
    seen: FIXTURE_AT,
    zone: "UTC",
    ...over,
  });
  return parts
    .map((part: SentencePart) => (typeof part === "string" ? part : part.text))
    .join("")
    .replaceAll("\u00A0", " ");
}

const ORPHAN = taskFixture({
  state: "claimed",
  findings: [{ code: "orphaned", detail: "", since: FIXTURE_AT - 2 * MINUTE_MS, agents: ["doc"] }],
});

describe("whether work flows", () => {
  test("all is well", () => {
    const counts = { ...NONE, available: 3, claimed: 8, completed: 40 };
    const oldestWaiting = { id: "7", title: null, at: FIXTURE_AT - MINUTE_MS };
    expect(say({ counts, oldestWaiting })).toBe("3 wait, the oldest since 11:59. 8 are held.");
  });

  test("nothing waits and nobody works", () => {
    expect(say({ counts: { ...NONE, completed: 1 } })).toBe("Nothing waits. Nobody holds a task.");
    expect(say({ counts: { ...NONE, blocked: 1 } })).toBe(
      "Nothing waits to be claimed, 1 is blocked. Nobody holds a task.",
    );
  });

  test("what is stuck comes first, with the worst one's name and since when", () => {
    const counts = { ...NONE, claimed: 1 };
    expect(say({ counts, stuck: { total: 1, worst: [ORPHAN] } })).toBe(
      "1 task stuck: task 42 orphaned since 11:58. Nothing waits. 1 is held.",
    );
    expect(say({ counts, stuck: { total: 2, worst: [ORPHAN] } })).toContain("2 tasks stuck, first task 42 orphaned");
  });

  test("what is not read yet is not said to be so", () => {
    expect(say({ whole: false })).toBe("No task known yet: still reading the past.");
    expect(say({ whole: false, counts: NONE })).toBe("No task seen so far: still reading the past.");
    expect(say({ counts: NONE })).toBe("No task in the streams.");
    expect(say({ whole: false, counts: { ...NONE, available: 1 } })).toContain("Older tasks are still being read.");
  });

  test("without a view nothing is certain", () => {
    expect(say({ counts: { ...NONE, available: 2 } }, { connection: LOST })).toBe(
      "No view of the queue since 12:00. 2 tasks were known then.",
    );
    expect(say({}, { connection: LOST })).toBe("No view of the queue.");
    expect(say({ counts: { ...NONE, claimed: 1 } }, { sight: { state: "paused", at: FIXTURE_AT } })).toBe(
      "As of 12:00: Nothing waits. 1 is held.",
    );
  });
});
