import { taskSentence, unknownTaskSentence } from "./task-sentence.ts";
import { FIXTURE_AT } from "#model/agent-fixture.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { MINUTE_MS } from "#util/units.ts";
import { expect, test } from "vitest";

const text = (parts: readonly SentencePart[]) =>
  parts
    .map((part) => (typeof part === "string" ? part : part.text))
    .join("")
    .replaceAll("\u00A0", " ");
const say = (facts: Partial<TaskRow>, connection: "live" | "lost" = "live") =>
  text(taskSentence(taskFixture(facts), connection, FIXTURE_AT, "UTC"));

test.each<[Partial<TaskRow>, string]>([
  [{}, "“Audit the landing page” is available since 11:55."],
  [{ title: null, state: "blocked", blockedBy: ["7"] }, "It is blocked since 11:55: it waits for 1 task."],
  [{ state: "claimed", owner: "alice" }, "“Audit the landing page” is held by alice since 11:55."],
  [
    { state: "completed", owner: "alice", runMs: 2 * MINUTE_MS },
    "“Audit the landing page” was done by alice at 11:55, after 2 min.",
  ],
  [{ state: "failed", owner: null }, "“Audit the landing page” failed at 11:55."],
  [{ title: null, state: "unknown", status: "dancing" }, "It is “dancing” since 11:55, a status that nobody knows."],
])("a task that stands as %o", (facts, sentence) => {
  expect(say(facts)).toBe(sentence);
});

test("what is wrong with it leads, and a lost view claims nothing", () => {
  const findings = [{ code: "orphaned" as const, detail: "", since: FIXTURE_AT - MINUTE_MS, agents: ["doc"] }];
  expect(say({ title: null, state: "claimed", owner: "doc", findings })).toBe(
    "Orphaned since 11:59. It is held by doc since 11:55.",
  );
  expect(say({ title: null }, "lost")).toBe("It is available since 11:55, as far as was seen: there is no view now.");
});

test("a task that is not there: not yet, not any more, or never", () => {
  expect(text(unknownTaskSentence("live", false, false))).toContain("still reading the past");
  expect(text(unknownTaskSentence("live", true, true))).toContain("let go");
  expect(text(unknownTaskSentence("live", true, false))).toBe("No message in the streams names a task of that id.");
  expect(text(unknownTaskSentence("lost", true, false))).toContain("no view of the queue");
});
