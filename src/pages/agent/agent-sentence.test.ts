import { agentSentence, unknownAgentSentence } from "./agent-sentence.ts";
import { FIXTURE_AT, agentFixture } from "#model/agent-fixture.ts";
import type { AgentFacts } from "#model/agent.ts";
import { judge } from "#model/liveness.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { expect, it } from "vitest";

const MIN = 60_000;

function read(parts: readonly SentencePart[]): string {
  return parts
    .map((part) => (typeof part === "string" ? part : part.alarm ? `[${part.alarm}: ${part.text}]` : part.text))
    .join("");
}

function sentence(facts: Partial<AgentFacts>, afterMs = 10_000, seeing = true): string {
  const agent = agentFixture(facts);
  const now = FIXTURE_AT + afterMs;
  const judgement = judge(agent, seeing ? now : null);
  return read(agentSentence(agent, judgement, seeing ? "live" : "lost", now, "UTC"));
}

it.each([
  [{ status: "idle" }, 10_000, "alice is on time, idle."],
  [{ currentTask: "42", currentTaskTitle: "Convert" }, 10_000, "alice is on time, at task 42 · Convert."],
  [{ currentTask: "42" }, 10 * MIN, "[critical: alice is silent while working since 12:01], holding task 42."],
  [{ status: "busy" }, 50_000, "[warning: alice is late since 12:00], busy."],
  [{ needsApproval: true }, 10_000, "alice is on time and [notice: waits for a person]."],
  [{ status: "offline" }, 10 * MIN, "alice signed off at 12:00."],
  [{ status: "odd" }, 10_000, "alice is on time, says “odd”."],
  [{ onTimeSinceSilence: 1 }, 10_000, "alice is recovering from a silence, active."],
  [{}, 3 * 24 * 60 * MIN, "alice is gone: silent since Mon 12:01."],
])("%j after %i ms", (facts, afterMs, words) => {
  expect(sentence(facts, afterMs)).toBe(words);
});

it("does not let a long name push the answer away", () => {
  expect(sentence({ id: "x".repeat(200), status: "idle" })).toBe("It is on time, idle.");
});

it("judges nothing that is not seen", () => {
  expect(sentence({}, 10 * MIN, false)).toBe(
    "[unknown: alice is not judged while we do not see it] (no view), when last seen: active.",
  );
});

it("says why it does not know an agent", () => {
  expect(read(unknownAgentSentence("live", true, false))).toContain("No agent of that name was heard within");
  expect(read(unknownAgentSentence("live", false, false))).toContain("still reading the past");
  expect(read(unknownAgentSentence("lost", false, false))).toContain("no view of the fleet");
  expect(read(unknownAgentSentence("live", true, true))).toContain("registered");
});
