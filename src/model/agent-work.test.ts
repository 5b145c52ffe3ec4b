import { agentFixture } from "./agent-fixture.ts";
import { workWords } from "./agent-work.ts";
import { expect, it } from "vitest";

it.each([
  [{ needsApproval: true, approvalMessage: "Publish?" }, "waits for a person: “Publish?”"],
  [{ needsApproval: true, currentTask: "42" }, "waits for a person"],
  [{ needsApproval: true, status: "offline" }, "offline"],
  [{ currentTask: "42", currentTaskTitle: "Convert resume" }, "task 42 · Convert resume"],
  [{ currentTask: "42" }, "task 42"],
  [{ currentTask: "tidying the shelves" }, "tidying the shelves"],
  [{ status: "idle" }, "idle"],
  [{ status: "dreaming" }, "says “dreaming”"],
])("%j reads %s", (facts, words) => {
  expect(workWords(agentFixture(facts))).toBe(words);
});
