import { FIXTURE_AT } from "../agent-fixture.ts";
import type { TaskRow } from "./task.ts";
import { MINUTE_MS } from "#util/units.ts";

/** For tests: a task that waits since five minutes before `FIXTURE_AT` and is fine, but for what the test says. */
export function taskFixture(facts: Partial<TaskRow> = {}): TaskRow {
  const at = FIXTURE_AT - 5 * MINUTE_MS;
  return {
    id: "42",
    title: "Audit the landing page",
    state: "available",
    status: "available",
    owner: null,
    priority: "medium",
    stateSince: at,
    availableAt: at,
    claimedAt: null,
    endedAt: null,
    waitMs: null,
    runMs: null,
    blockedBy: [],
    blockedByLeftOut: 0,
    error: null,
    stream: "MJ_ONLINE_WORK",
    seq: 1000,
    findings: [],
    ...facts,
  };
}
