/** The publishing child of `load.ts`: heartbeats of many agents, over TCP, paced or as fast as it goes. */
import { setTimeout as delay } from "node:timers/promises";
import { type NatsConnection, connect, createInbox } from "nats";
import { heartbeatSubject } from "#contract/subjects.ts";
import type { LoadEnd, LoadMessage, LoadPlan } from "./load.ts";
import { agentName } from "./names.ts";

const ACK_EVERY = 500;
const ACKS_UNDER_WAY = 8;
const ROUND_TRIP_EVERY = 2_000;
const STATUSES = ["active", "idle", "busy"] as const;

const plan: LoadPlan = JSON.parse(process.argv[2] ?? "null");
const connection = await connect({ servers: plan.url, name: "bench-load" });
const end = await publishAll(connection, plan);
say({ type: "ended", end });
await connection.drain();
process.disconnect();

function say(message: LoadMessage): void {
  process.send?.(message);
}

async function publishAll(nc: NatsConnection, { agents, count, perSecond, mode }: LoadPlan): Promise<LoadEnd> {
  const subjects = Array.from({ length: agents }, (_none, index) => heartbeatSubject(agentName(index)));
  const encoder = new TextEncoder();
  const acks = ackWindow(nc);
  const start = performance.now();
  for (let sent = 0; sent < count; sent += 1) {
    const body = encoder.encode(bodyOf(sent, agents));
    const subject = subjects[sent % agents] ?? "";
    if (mode === "stored" && ((sent + 1) % ACK_EVERY === 0 || sent + 1 === count)) {
      await acks.room();
      nc.publish(subject, body, { reply: acks.next() });
    } else {
      nc.publish(subject, body);
    }
    if (sent === 0) say({ type: "started" });
    if (mode === "core" && (sent + 1) % ROUND_TRIP_EVERY === 0) await nc.flush();
    if (perSecond !== null) {
      // Ten milliseconds' worth at a time: finer than any screen, coarse enough for a timer.
      const aheadMs = ((sent + 1) / perSecond) * 1_000 - (performance.now() - start);
      if (aheadMs > 10) await delay(aheadMs);
    }
  }
  await nc.flush();
  const lastSeq = mode === "stored" ? await acks.all() : 0;
  return { published: count, lastSeq, elapsedMs: performance.now() - start };
}

/** About 130 bytes, as an agent writes it; the task changes now and then. */
function bodyOf(index: number, agents: number): string {
  const turn = Math.floor(index / agents);
  const status = STATUSES[(index + Math.floor(turn / 4)) % 3] ?? "idle";
  const task = status === "idle" ? "null" : `"task-${(index + Math.floor(turn / 7)) % 997}"`;
  return `{"agent_id":"${agentName(index % agents)}","status":"${status}","current_task":${task},"timestamp":"${new Date().toISOString()}"}`;
}

function ackWindow(nc: NatsConnection): {
  room(): Promise<void>;
  next(): string;
  all(): Promise<number>;
} {
  const inbox = createInbox();
  let underWay = 0;
  let asked = 0;
  let lastSeq = 0;
  let waiting: { most: number; go: () => void } | null = null;
  nc.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (error !== null) throw error;
      const ack = message.json<{ seq?: number; error?: { description: string } }>();
      if (ack.seq === undefined)
        throw new Error(`the stream refused a message: ${ack.error?.description ?? "no reason"}`);
      underWay -= 1;
      lastSeq = Math.max(lastSeq, ack.seq);
      if (waiting === null || underWay > waiting.most) return;
      waiting.go();
      waiting = null;
    },
  });
  const until = async (most: number): Promise<void> => {
    if (underWay <= most) return;
    await new Promise<void>((go) => {
      waiting = { most, go };
    });
  };
  return {
    room: () => until(ACKS_UNDER_WAY - 1),
    next() {
      underWay += 1;
      asked += 1;
      return `${inbox}.${asked}`;
    },
    async all() {
      await until(0);
      return lastSeq;
    },
  };
}
