import { expect, it } from "vitest";
import { queueParts } from "./queue-sentence.ts";
import { FIXTURE_AT } from "#model/agent-fixture.ts";
import { emptyView } from "#model/empty-view.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import { MINUTE_MS } from "#util/units.ts";

const NOTHING = emptyView().tasks;
const COUNTS = { available: 0, blocked: 0, claimed: 2, completed: 9, failed: 0, unknown: 0 };

function read(tasks: Partial<TasksView>): string {
  return queueParts({ ...NOTHING, ...tasks }, FIXTURE_AT, "UTC")
    .map((part) => (typeof part === "string" ? part : part.alarm ? `[${part.alarm}: ${part.text}]` : part.text))
    .join("")
    .replaceAll("\u00A0", " ");
}

const OLDEST = { id: "42", title: null, at: FIXTURE_AT - MINUTE_MS };
const ORPHAN = taskFixture({ findings: [{ code: "orphaned", detail: "", since: FIXTURE_AT, agents: ["kim"] }] });

it("says nothing of what is not known, nor of nothing", () => {
  expect(read({})).toBe("");
  expect(read({ counts: COUNTS })).toBe("");
});

it("says what waits and since when", () => {
  const since = /since \d\d:\d\d/u;
  expect(read({ counts: { ...COUNTS, available: 3 }, oldestWaiting: OLDEST })).toMatch(
    /^ 3 tasks wait, the oldest since \d\d:\d\d\.$/u,
  );
  expect(read({ counts: { ...COUNTS, available: 1 }, oldestWaiting: OLDEST })).toMatch(since);
  expect(read({ counts: { ...COUNTS, available: 1 }, oldestWaiting: OLDEST })).toContain(" 1 task waits since");
});

it("raises what is stuck, as the worst of it looks", () => {
  expect(read({ counts: COUNTS, stuck: { total: 2, worst: [ORPHAN] } })).toBe(" [critical: 2 tasks stuck].");
});
