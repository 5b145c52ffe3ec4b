import { expect, test } from "vitest";
import { agentFixture, FIXTURE_AT } from "./agent-fixture.ts";
import { tallyFleet } from "./fleet-tally.ts";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

const NOW = FIXTURE_AT + 10 * SECOND_MS;
const ago = (ms: number) => NOW - ms;

const FLEET = [
  agentFixture({ id: "fine" }),
  agentFixture({ id: "late", lastBeatAt: ago(50 * SECOND_MS) }),
  agentFixture({ id: "silent", lastBeatAt: ago(5 * MINUTE_MS) }),
  agentFixture({ id: "worker", lastBeatAt: ago(2 * MINUTE_MS), currentTask: "42" }),
  agentFixture({ id: "gone", lastBeatAt: ago(2 * DAY_MS), needsApproval: true, findings: [finding()] }),
  agentFixture({ id: "off", status: "offline", lastBeatAt: ago(3 * MINUTE_MS), needsApproval: true }),
  agentFixture({ id: "asks", needsApproval: true, findings: [finding()] }),
  agentFixture({ id: "back", onTimeSinceSilence: 1 }),
  agentFixture({ id: "flaps", changesAt: [1, 2, 3, 4].map((minutes) => ago(minutes * MINUTE_MS)) }),
];

function finding() {
  return { code: "clock-skew", detail: "4 s ahead", at: FIXTURE_AT } as const;
}

test("every agent is counted in one liveness state, and in what else it is", () => {
  const { tally } = tallyFleet(FLEET, NOW);
  expect(tally).toEqual({
    total: 9,
    liveness: { unknown: 0, "on-time": 4, late: 1, silent: 2, gone: 1, "signed-off": 1 },
    silentWhileWorking: 1,
    needsApproval: 1,
    recovering: 1,
    flapping: 1,
    findings: 1,
  });
});

test("exceptions come most pressing first, and nobody who is fine, gone or signed off", () => {
  const { exceptions } = tallyFleet(FLEET, NOW);
  expect(exceptions.map(({ agent, kind }) => [agent.id, kind])).toEqual([
    ["worker", "silent-while-working"],
    ["silent", "silent"],
    ["flaps", "flapping"],
    ["late", "late"],
    ["asks", "needs-approval"],
    ["back", "recovering"],
  ]);
});

test("who is up is neither gone nor signed off", () => {
  const { up } = tallyFleet(FLEET, NOW);
  expect(up.map(({ agent }) => agent.id)).toEqual(["fine", "late", "silent", "worker", "asks", "back", "flaps"]);
});

test("within one kind the longest comes first, whatever order the agents come in", () => {
  const silent = ["b", "a", "c"].map((id, index) => agentFixture({ id, lastBeatAt: ago((5 + index) * MINUTE_MS) }));
  for (const agents of [silent, silent.toReversed()]) {
    expect(tallyFleet(agents, NOW).exceptions.map(({ agent }) => agent.id)).toEqual(["c", "a", "b"]);
  }
});

test("without a moment to judge at, everyone is unknown and nobody an exception", () => {
  const { tally, exceptions } = tallyFleet(FLEET, null);
  expect(tally.liveness.unknown).toBe(9);
  expect(exceptions).toEqual([]);
});
