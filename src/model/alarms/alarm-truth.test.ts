/**
 * Alarms tell the truth: over a thousand lives with faults each fault raises its alarm once, in time, and it ends; and nothing else is raised.
 */
import type { AlarmFacts } from "./alarm-facts.ts";
import type { AlarmEvent } from "./alarm.ts";
import { createAlarmMemory } from "./alarm-memory.ts";
import { nothingAsked } from "./asked-conditions.ts";
import { errorsIn10Minutes, minuteOf } from "./errors-in.ts";
import type { FaultLife } from "./fault-lives.properties.ts";
import { faultLife, QUEUE_DEPTH } from "./fault-lives.properties.ts";
import { judgeAlarms } from "./judge-alarms.ts";
import { agentsNow } from "../agent-facts.ts";
import { chunkOf, testFleet } from "../fixtures.ts";
import { foldChunk } from "../fleet.ts";
import type { Fleet } from "../fleet-state.ts";
import { settleTasks } from "../tasks/settle.ts";
import { longestWaiting } from "../tasks/waiting-heap.ts";
import { NOON } from "../fixtures.ts";
import type { ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";
import { expect, test } from "vitest";

const LIVES = 1000;
const ASKED = nothingAsked("Nobody is asked here.");

test(`every fault of ${LIVES} lives raises its alarm once, in time, and it ends; without a fault none is raised`, () => {
  const wrong: string[] = [];
  for (let seed = 0; seed < LIVES && wrong.length < 5; seed++) {
    const life = faultLife(seed);
    const fault = differenceOf(life, eventsOf(life));
    if (fault !== null) wrong.push(`life ${seed}: ${fault}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);

function eventsOf(life: FaultLife): readonly AlarmEvent[] {
  const fleet = testFleet({ minutes: 30 });
  const memory = createAlarmMemory({ thresholds: { queueDepthTasks: QUEUE_DEPTH }, off: [] });
  let next = 0;
  let now = NOON;
  while (now <= life.until) {
    const isLost = life.lost !== null && now >= life.lost.from && now < life.lost.to;
    if (!isLost) {
      const from = next;
      while ((life.messages[next]?.at ?? Number.POSITIVE_INFINITY) <= now) next++;
      const arrived = life.messages.slice(from, next);
      if (arrived.length > 0) foldChunk(fleet, chunkOf(arrived));
    }
    judgeAlarms(memory, factsOf(fleet, now, isLost ? life.lost : null), now);
    // The worker's own ways: when something comes, when a time is up, and every so often.
    const moments = [isLost ? null : life.messages[next]?.at, memory.nextAt, now + 10 * SECOND_MS, ...edgesOf(life)];
    now = Math.min(...moments.filter((at): at is ServerMs => at !== null && at !== undefined && at > now));
  }
  return memory.events;
}

function edgesOf({ lost }: FaultLife): ServerMs[] {
  return lost === null ? [] : [lost.from, lost.from + 10 * SECOND_MS, lost.to];
}

function factsOf(fleet: Fleet, now: ServerMs, lost: FaultLife["lost"]): AlarmFacts {
  settleTasks(fleet.tasks);
  const oldest = longestWaiting(fleet.tasks.waiting);
  const why = "Our own view is lost.";
  return {
    agents:
      lost === null
        ? { state: "known", value: { all: agentsNow(fleet), bounds: fleet.config.bounds, at: now } }
        : { state: "not-known", why },
    tasks:
      lost === null
        ? {
            state: "known",
            value: {
              available: fleet.tasks.counts.available,
              oldestWaiting: oldest === null ? null : { id: oldest.id, title: null, at: oldest.claimableAt ?? now },
              findings: {},
              stuck: { total: 0, worst: [] },
            },
          }
        : { state: "not-known", why },
    errors: { state: "known", value: { last10Minutes: errorsIn10Minutes(fleet, minuteOf(now)) } },
    view: {
      connection: { state: "lost", since: now, url: "", attempt: 1, nextTryAt: null, reason: "" },
      lostSince: lost?.from ?? null,
      blindBecause: null,
      behindMs: null,
      notHeld: { agents: 0, tasks: 0 },
      lagMs: 0,
      clockOffMs: 0,
      clockJump: null,
    },
    asked: ASKED,
  };
}

/** Null: all that was expected happened, and nothing else. */
function differenceOf({ expected }: FaultLife, events: readonly AlarmEvent[]): string | null {
  // Those who join a mass silence make no alarm of their own.
  const raised = events.filter(({ kind, rule }) => kind !== "ended" && (kind !== "grouped" || rule !== "mass-silence"));
  const left = new Set(raised);
  for (const { rule, key, from, to, endedBy } of expected) {
    const found = raised.find((event) => left.has(event) && event.rule === rule && key.test(event.key));
    if (found === undefined) return `${rule} ${key.source} was never raised`;
    left.delete(found);
    if (found.at < from || found.at > to) return `${found.key} was raised ${found.at - from} ms after it could be`;
    const end = events.find((event) => event.kind === "ended" && event.key === found.key && event.at >= found.at);
    if (endedBy !== null && (end === undefined || end.at > endedBy)) return `${found.key} did not end in time`;
  }
  const [other] = left;
  return other === undefined
    ? null
    : `${other.kind} ${other.key} without a fault, at ${(other.at - NOON) / SECOND_MS} s`;
}
