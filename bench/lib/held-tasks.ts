import { type JetStreamClient, connect } from "nats";
import { heartbeatSubject, taskSubject } from "#contract/subjects.ts";
import { availableBody, claimedBody, endedBody, isoTime } from "#fleet/bodies.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { agentName } from "./names.ts";

const AGENTS = 200;
const UNDER_WAY = 500;
const PRIORITIES = ["high", "medium", "low"] as const;
const VERBS = ["Audit", "Write", "Check", "Translate", "Measure", "Review", "Publish"];

/** A queue that holds many tasks and goes on: of five, three wait, one is held and one is done. */
export interface HeldTasks {
  /** Goes on with as many events a second, until it is stopped. */
  start(perSecond: number): { stop(): Promise<{ published: number }> };
  close(): Promise<void>;
}

/** Every message is stored when this resolves. */
export async function holdTasks(server: RunningServer, count: number): Promise<HeldTasks> {
  const nc = await connect({ servers: server.clientUrl, ...server.logins.provisioner });
  const js = nc.jetstream({ timeout: 60_000 });
  const encoder = new TextEncoder();
  let made = 0;
  const held: number[] = [];
  const waiting: number[] = [];

  const publish = async (subject: string, body: object): Promise<unknown> =>
    js.publish(subject, encoder.encode(JSON.stringify(body)));
  const publishNew = (): Promise<unknown> => {
    const task = made++;
    waiting.push(task);
    return publish(taskSubject("available"), availableBody(wordsOf(task), isoTime(Date.now())));
  };
  const claim = (task: number): Promise<unknown> => {
    held.push(task);
    const now = isoTime(Date.now());
    const owner = agentName(task % AGENTS);
    return publish(
      taskSubject("claimed"),
      claimedBody({ ...wordsOf(task), createdAt: now, claimedAt: now }, owner, now),
    );
  };
  const complete = (task: number): Promise<unknown> => {
    const now = isoTime(Date.now());
    const body = endedBody(
      { ...wordsOf(task), createdAt: now, claimedAt: now },
      agentName(task % AGENTS),
      { status: "completed", result: { links: 40, broken: ["/about"] } },
      now,
    );
    return publish(taskSubject("completed"), body);
  };
  /** One event after the other: a task comes, one is claimed, one is done. */
  const next = (turn: number): Promise<unknown> => {
    const task = turn % 3 === 1 ? waiting.shift() : turn % 3 === 2 ? held.shift() : undefined;
    if (task === undefined) return publishNew();
    return turn % 3 === 1 ? claim(task) : complete(task);
  };

  await beatAll(js, encoder);
  await windowed(count, publishNew);
  await windowed(Math.floor((count * 2) / 5), () => claim(waiting.shift() ?? 0));
  await windowed(Math.floor(count / 5), () => complete(held.shift() ?? 0));
  return {
    start(perSecond) {
      let published = 0;
      let failure: unknown = null;
      const startedAt = performance.now();
      const timer = setInterval(() => {
        const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond);
        for (; published < due; published += 1) next(published).catch((error: unknown) => (failure ??= error));
      }, 10);
      return {
        async stop() {
          clearInterval(timer);
          await nc.flush();
          if (failure !== null) throw failure;
          return { published };
        },
      };
    },
    close: () => nc.close(),
  };
}

function wordsOf(task: number) {
  return {
    taskId: `task-${String(task).padStart(6, "0")}`,
    title: `${VERBS[task % VERBS.length]} page ${task} of the landing site`,
    description: "Look at every heading and link of the page, and note what is wrong.",
    priority: PRIORITIES[task % 3] ?? "medium",
    blockedBy: [],
  };
}

/** Busy and of a long interval: nobody turns silent, and nobody idle makes a waiting task starve. */
async function beatAll(js: JetStreamClient, encoder: TextEncoder): Promise<void> {
  const body = encoder.encode(JSON.stringify({ status: "busy", current_task: null, heartbeat_interval: 3_600 }));
  let agent = 0;
  await windowed(AGENTS, () => js.publish(heartbeatSubject(agentName(agent++)), body));
}

async function windowed(count: number, publish: () => Promise<unknown>): Promise<void> {
  for (let sent = 0; sent < count; sent += UNDER_WAY) {
    await Promise.all(Array.from({ length: Math.min(UNDER_WAY, count - sent) }, publish));
  }
}
