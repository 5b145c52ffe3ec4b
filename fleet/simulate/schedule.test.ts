import { describe, expect, test } from "vitest";
import { seeded } from "./random.ts";
import { habitsOf, roster, zoneLess } from "./roster.ts";
import { isScenarioName, SCENARIOS } from "./scenarios.ts";
import { scheduleFaults } from "./schedule.ts";
import { systemClock } from "../clock.ts";

const AGENTS = roster(24)
  .filter(({ role }) => role === "steady")
  .map(({ id }) => id);
const HOUR_MS = 3_600_000;

function plan(seed: number) {
  return scheduleFaults(SCENARIOS.all, AGENTS, HOUR_MS, seeded(seed));
}

describe("the schedule of faults", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(plan(7)).toEqual(plan(7));
    expect(plan(7)).not.toEqual(plan(8));
  });

  test("runs in order of time, up to its end, each fault with two different agents of the fleet", () => {
    const faults = plan(1);
    expect(faults.map(({ atMs }) => atMs)).toEqual(faults.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    for (const { atMs, victim, other } of faults) {
      expect(atMs).toBeLessThanOrEqual(HOUR_MS);
      expect(AGENTS).toContain(victim);
      expect(AGENTS).toContain(other);
      expect(victim).not.toBe(other);
    }
  });

  test("has every kind of fault in `all`, and each under a name of its own", () => {
    const kinds = new Set<string>(SCENARIOS.all.steps.map(({ fault }) => fault.kind));
    expect([...kinds].toSorted()).toEqual([
      "approval",
      "burst",
      "completed-by-other",
      "crash",
      "duplicate-claim",
      "flapping",
      "malformed",
      "silent",
      "skewed-clock",
      "zone-less",
    ]);
    for (const kind of kinds) expect(kind === "approval" || isScenarioName(kind)).toBe(true);
    expect(isScenarioName("toString")).toBe(false);
  });

  test("is empty for a fleet of nobody", () => {
    expect(scheduleFaults(SCENARIOS.all, [], HOUR_MS, seeded(1))).toEqual([]);
  });
});

describe("the roster", () => {
  test.each([1, 3, 11, 12, 24, 1_000, 10_000])(
    "of %i has as many names, each once and each one subject token",
    (size) => {
      const ids = roster(size).map(({ id }) => id);
      expect(new Set(ids).size).toBe(size);
      expect(ids.filter((id) => !/^[^\s.*>]+$/u.test(id))).toEqual([]);
    },
  );

  test("has the six stage agents and some that beat from their work loop in the demo's size", () => {
    const roles = roster(24).map(({ role }) => role);
    expect(roles.filter((role) => role === "stage")).toHaveLength(6);
    expect(roles.filter((role) => role === "loop")).toHaveLength(2);
  });
});

describe("a wrong clock", () => {
  test("is ahead of the real one", () => {
    const faults = [{ atMs: 0, fault: { kind: "skewed-clock", byS: 437 } as const, victim: "a", other: "b" }];
    const habits = habitsOf("a", faults, { ...systemClock, now: () => 1_000 });
    expect(habits.clock?.now()).toBe(438_000);
    expect(habitsOf("b", faults, systemClock)).toEqual({});
  });

  test("without a zone writes as Python does", () => {
    expect(zoneLess(Date.UTC(2026, 1, 9, 14, 55, 1, 123))).toBe("2026-02-09T14:55:01.123000");
  });
});
