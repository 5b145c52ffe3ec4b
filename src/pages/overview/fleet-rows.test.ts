import { expect, test } from "vitest";
import { fleetRows, MOST_EXCEPTIONS } from "./fleet-rows.ts";
import { agentFixture, FIXTURE_AT } from "#model/agent-fixture.ts";
import type { AgentFacts } from "#model/agent.ts";
import { tallyFleet } from "#model/fleet-tally.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

const NOW = FIXTURE_AT + 10 * SECOND_MS;

function rowsOf(agents: AgentFacts[], now: number | null = NOW) {
  const { exceptions, up } = tallyFleet(agents, now);
  const { rows, more } = fleetRows(exceptions, up, NOW);
  return { more, rows: rows.map((row) => ({ ...row, time: row.time.replaceAll("\u00A0", " ") })) };
}

test("a small fleet: exceptions first, then everyone by name", () => {
  const { rows, more } = rowsOf([
    agentFixture({ id: "zoe" }),
    agentFixture({ id: "bob", currentTask: "44", currentTaskTitle: "Audit SEO" }),
    agentFixture({ id: "jen", needsApproval: true, approvalMessage: "Publish?" }),
    agentFixture({ id: "doc", lastBeatAt: NOW - 5 * MINUTE_MS - 42 * SECOND_MS, currentTask: "42" }),
    agentFixture({ id: "al", lastBeatAt: NOW - 50 * SECOND_MS }),
  ]);
  expect(more).toBe(0);
  expect(rows).toEqual([
    { id: "doc", alarm: "critical", word: "silent while working", now: "task 42", time: "4 min 12 s" },
    { id: "al", alarm: "warning", word: "late", now: "active", time: "silent in 0:40" },
    { id: "jen", alarm: "notice", word: "needs approval", now: "waits for a person: “Publish?”", time: "late in 0:35" },
    { id: "bob", alarm: null, word: "on time", now: "task 44 · Audit SEO", time: "late in 0:35" },
    { id: "zoe", alarm: null, word: "on time", now: "active", time: "late in 0:35" },
  ]);
});

test("a large fleet: exceptions only, the rest of them counted", () => {
  const fine = Array.from({ length: 300 }, (_, index) => agentFixture({ id: `f${index}` }));
  const silent = Array.from({ length: 20 }, (_, index) =>
    agentFixture({ id: `s${index}`, lastBeatAt: NOW - 5 * MINUTE_MS }),
  );
  const { rows, more } = rowsOf([...fine, ...silent]);
  expect(rows).toHaveLength(MOST_EXCEPTIONS);
  expect(rows.every(({ word }) => word === "silent")).toBe(true);
  expect(more).toBe(8);
});

test("nobody is called on time while nobody is judged", () => {
  const { rows } = rowsOf([agentFixture()], null);
  expect(rows).toEqual([{ id: "alice", alarm: "unknown", word: "unknown", now: "active", time: "10 s ago" }]);
});
