import { flushWithin } from "../connect.ts";
import { channelSubject, heartbeatSubject, taskSubject } from "#contract/subjects.ts";
import type { NewTask } from "../bodies.ts";
import { availableBody, claimedBody, endedBody, heartbeatBody, isoTime, messageBody } from "../bodies.ts";
import { BEAT_MS } from "./sim-agent.ts";
import type { World } from "./world.ts";

const TICK_MS = 5;
/** No more is sent while the server has this long not taken what was sent before: what cannot be sent is not piled up. */
const MAX_UNFLUSHED_MS = 1_000;
/** At the end the server gets so long to take what was sent. */
const STOP_MS = 10_000;
/** Of a hundred messages: three steps of a task, two words, one error; the rest are beats. */
const CYCLE = 100;

export interface LoadFigures {
  sent: number;
  /** Messages that the asked rate was short of because the server or this process could not follow. */
  short: number;
}

/**
 * Publishes at a steady rate without waiting for each acknowledgement, round robin over all agents and connections.
 * `stop` resolves when the server has everything.
 */
export function startLoad(
  world: World,
  agents: readonly string[],
  ratePerSecond: number,
): { figures: LoadFigures; stop(): Promise<void> } {
  const figures: LoadFigures = { sent: 0, short: 0 };
  const run = Math.floor(world.clock.now() / 1000).toString(36);
  let lastMs = world.clock.now();
  let due = 0;
  let unflushedSince: number | null = null;
  let cancel: (() => void) | null = null;

  function tick(): void {
    const now = world.clock.now();
    due += ((now - lastMs) * ratePerSecond) / 1000;
    lastMs = now;
    const count = Math.floor(due);
    due -= count;
    if (unflushedSince !== null && now - unflushedSince > MAX_UNFLUSHED_MS) {
      figures.short += count;
    } else {
      for (let i = 0; i < count; i++) publishOne(figures.sent++, isoTime(now));
    }
    if (unflushedSince === null && count > 0) {
      unflushedSince = now;
      // A link that is down delays; one that is closed ends the run, and `stop` says so.
      void flushAll()
        .catch(() => undefined)
        .finally(() => {
          unflushedSince = null;
        });
    }
    cancel = world.clock.after(TICK_MS, tick);
  }

  function publishOne(n: number, timestamp: string): void {
    const index = n % agents.length;
    const { subject, body, cycle } = loadMessage(n, run, agents[index] ?? "load", timestamp);
    // The steps of one task go over one connection, and so do the beats of one agent: their order holds.
    world.connection(cycle ?? index).publish(subject, JSON.stringify(body));
  }

  async function flushAll(): Promise<void> {
    await Promise.all(world.connections.map((nc) => nc.flush()));
  }

  tick();
  return {
    figures,
    async stop() {
      cancel?.();
      await Promise.all(world.connections.map((nc) => flushWithin(nc, STOP_MS)));
    },
  };
}

/** The n-th message of a run; the same n gives the same words. `cycle` is set for the steps of a task. */
export function loadMessage(
  n: number,
  run: string,
  agent: string,
  timestamp: string,
): { subject: string; body: object; cycle?: number } {
  const cycle = Math.floor(n / CYCLE);
  const taskId = `load-${run}-${cycle}`;
  const task: NewTask & { taskId: string } = { taskId, title: `Load ${cycle}`, priority: "low" };
  const words = {
    ...task,
    description: null,
    priority: "low",
    blockedBy: [],
    createdAt: timestamp,
    claimedAt: timestamp,
  };
  switch (n % CYCLE) {
    case 10:
      return { subject: taskSubject("available"), body: availableBody(task, timestamp), cycle };
    case 30:
      return { subject: taskSubject("claimed"), body: claimedBody(words, agent, timestamp), cycle };
    case 90: {
      const body = endedBody(words, agent, { status: "completed", result: n }, timestamp);
      return { subject: taskSubject("completed"), body, cycle };
    }
    case 40:
    case 80:
      return message(agent, "coordination", `Step ${n}`, timestamp);
    case 60:
      return message(agent, "errors", `load error ${n % 7}`, timestamp);
    default: {
      const beat = heartbeatBody(agent, { status: "active", currentTask: taskId }, BEAT_MS, timestamp);
      return { subject: heartbeatSubject(agent), body: beat };
    }
  }
}

function message(agent: string, channel: string, text: string, timestamp: string) {
  return { subject: channelSubject(channel), body: messageBody(agent, channel, text, timestamp) };
}
