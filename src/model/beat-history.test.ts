import { agentFixture, FIXTURE_AT } from "./agent-fixture.ts";
import { beatHistoryOf } from "./beat-history.ts";
import { expect, it } from "vitest";

it("claims no more than the last beat while no strip is there", () => {
  expect(beatHistoryOf(agentFixture(), undefined)).toEqual({
    heldSince: FIXTURE_AT,
    beatsAt: [FIXTURE_AT],
    signOffsAt: [],
    lastBeatAt: FIXTURE_AT,
    intervalMs: 30_000,
  });
  expect(beatHistoryOf(agentFixture({ status: "offline" }), undefined).signOffsAt).toEqual([FIXTURE_AT]);
});

it("takes the strip as it is", () => {
  const strip = { id: "alice", heldSince: 1, beatsAt: [2, 3], signOffsAt: [3] };
  expect(beatHistoryOf(agentFixture({ lastBeatAt: 3 }), strip)).toMatchObject({
    heldSince: 1,
    beatsAt: [2, 3],
    signOffsAt: [3],
  });
});
