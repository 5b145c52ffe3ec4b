import { agentFixture } from "./agent-fixture.ts";
import type { Judgement, Liveness } from "./liveness.ts";
import { STANDINGS, rankOf, standingOf } from "./standing.ts";
import { expect, it } from "vitest";

const ON_TIME: Liveness = { state: "on-time", lateAt: 45_000 };
const LATE: Liveness = { state: "late", since: 45_000, silentAt: 90_000 };

function judged(liveness: Liveness, over: Partial<Judgement> = {}): Judgement {
  return { liveness, recovering: false, flapping: false, missedBeats: 0, ...over };
}

it.each([
  [judged({ state: "silent", since: 0, whileWorking: true }), false, "silent-while-working"],
  [judged({ state: "silent", since: 0, whileWorking: false }), true, "silent"],
  [judged({ state: "silent", since: 0, whileWorking: true }, { flapping: true }), true, "silent-while-working"],
  [judged(LATE, { flapping: true }), true, "flapping"],
  [judged(ON_TIME), true, "needs-approval"],
  [judged(LATE), true, "late"],
  [judged(LATE), false, "late"],
  [judged(ON_TIME, { recovering: true }), false, "recovering"],
  [judged({ state: "unknown" }), false, "unknown"],
  [judged(ON_TIME), false, "on-time"],
  [judged({ state: "signed-off", since: 0 }), true, "signed-off"],
  [judged({ state: "gone", since: 0 }, { flapping: true }), true, "gone"],
] as const)("%j asking: %s is %s", (judgement, needsApproval, standing) => {
  expect(standingOf(agentFixture({ needsApproval }), judgement)).toBe(standing);
});

it("ranks the worst first", () => {
  expect([...STANDINGS].sort((left, right) => rankOf(left) - rankOf(right))).toEqual([...STANDINGS]);
});
