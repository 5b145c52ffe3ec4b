/** Messages and fleets for tests, named for situations. Knows no test runner. */
import { applyPatch } from "./apply-patch.ts";
import type { Chunk, StreamMessage } from "./chunk.ts";
import { emptyView } from "./empty-view.ts";
import { foldChunk } from "./fleet.ts";
import type { Fleet, FleetConfig, FleetLimits } from "./fleet-state.ts";
import { createFleet, DEFAULT_LIMITS } from "./fleet-state.ts";
import { DEFAULT_BOUNDS } from "./liveness.ts";
import { takeChanges } from "./take-changes.ts";
import type { TaskChanges } from "./tasks/take-tasks.ts";
import { takeTasks } from "./tasks/take-tasks.ts";
import type { TaskContext } from "./tasks/task-context.ts";
import type { FleetView } from "./view.ts";
import { DEFAULT_PREFIXES, heartbeatSubject } from "#contract/subjects.ts";
import type { ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

/** A moment to count from: 2026-11-24 12:00 UTC. */
export const NOON: ServerMs = Date.UTC(2026, 10, 24, 12);

export const STREAM = "MJ_ONLINE_WORK";

const ENCODER = new TextEncoder();

export function messageOf(seq: number, at: ServerMs, subject: string, body: unknown): StreamMessage {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { seq, at, subject, data: ENCODER.encode(text), headers: {} };
}

export function beatOf(seq: number, at: ServerMs, agent: string, body: Record<string, unknown> = {}): StreamMessage {
  return messageOf(seq, at, heartbeatSubject(agent), { status: "idle", current_task: null, ...body });
}

/** Beats of one agent at these seconds after noon, with sequences from 1. */
export function beatsAtSeconds(
  agent: string,
  seconds: readonly number[],
  body: Record<string, unknown> = {},
): StreamMessage[] {
  return seconds.map((second, index) => beatOf(index + 1, NOON + second * SECOND_MS, agent, body));
}

export function chunkOf(messages: StreamMessage[], stream: string = STREAM): Chunk {
  const from = messages[0]?.seq ?? 1;
  return { stream, from, to: messages.at(-1)?.seq ?? from, messages };
}

export function testFleet(config: Partial<FleetConfig> = {}, limits: Partial<FleetLimits> = {}): Fleet {
  return createFleet({
    prefixes: DEFAULT_PREFIXES,
    heartbeatIntervalMs: 30 * SECOND_MS,
    bounds: DEFAULT_BOUNDS,
    minutes: 420,
    ...config,
    limits: { ...DEFAULT_LIMITS, ...limits },
  });
}

export function fleetOf(messages: StreamMessage[], config: Partial<FleetConfig> = {}): Fleet {
  const fleet = testFleet(config);
  foldChunk(fleet, chunkOf(messages));
  return fleet;
}

/** What a page would show that took everything in one patch, on a server whose time is `now`. */
export function viewOf(fleet: Fleet, now: ServerMs | null = null, context: Partial<TaskContext> = {}): FleetView {
  return applyPatch(emptyView(), { tick: 1, ...takeChanges(fleet), ...takeAllTasks(fleet, now, context) });
}

/** What a page is told of tasks that looks at everything anew. */
export function takeAllTasks(fleet: Fleet, now: ServerMs | null, context: Partial<TaskContext> = {}): TaskChanges {
  fleet.tasks.nextLookAt = Number.NEGATIVE_INFINITY;
  return takeTasks(fleet, { ids: [...fleet.tasks.entries.keys()], list: null }, now, {
    whole: true,
    agentsKnown: true,
    overdueAfterMs: null,
    clock: () => 0,
    ...context,
  });
}
