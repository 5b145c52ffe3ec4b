import type { TaskEvent } from "#contract/task.ts";
import { channelSubject, heartbeatSubject, taskSubject } from "#contract/subjects.ts";
import { claimedBody, endedBody, isoTime } from "../bodies.ts";
import type { Planner } from "./planner.ts";
import type { ScheduledFault } from "./schedule.ts";
import type { SimAgent } from "./sim-agent.ts";
import type { World } from "./world.ts";
import type { Life } from "./world.ts";

const SECOND_MS = 1_000;

/** Makes one fault happen, and undoes it where it ends. The wrong clocks are part of an agent from its making: nothing to do here. */
export async function strike(
  { fault, victim, other }: ScheduledFault,
  fleet: { world: World; agents: ReadonlyMap<string, SimAgent>; planner: Planner; life: Life },
): Promise<void> {
  const { world, agents, planner, life } = fleet;
  const agent = agents.get(victim);
  if (agent === undefined || life.ended) return;
  switch (fault.kind) {
    case "crash": {
      await takeNewTask(agent, planner);
      await life.pause(5 * SECOND_MS);
      return downFor(agent, fault.forS, life, world, "crashed");
    }
    case "silent":
      return downFor(agent, fault.forS, life, world, "silent");
    case "flapping":
      for (let i = 0; i < fault.times && !life.ended; i++) {
        await downFor(agent, fault.downS, life, world, "flapping");
        await life.pause(fault.upS * SECOND_MS);
      }
      return;
    case "duplicate-claim": {
      const task = await takeNewTask(agent, planner);
      if (task === null) return;
      const now = isoTime(world.clock.now());
      publish(world, taskSubject("claimed"), claimedBody(task, other, now));
      world.note(`${other} claims ${task.taskId}, which ${victim} holds`);
      return;
    }
    case "completed-by-other": {
      const task = await takeNewTask(agent, planner);
      if (task === null) return;
      const now = isoTime(world.clock.now());
      publish(world, taskSubject("completed"), endedBody(task, other, { status: "completed", result: null }, now));
      world.note(`${other} completes ${task.taskId}, which ${victim} holds`);
      return;
    }
    case "malformed":
      for (const { subject, body } of malformed(victim).slice(0, fault.count))
        world.connection(0).publish(subject, body);
      world.note(`${victim} writes what nobody can read`);
      return;
    case "burst":
      await Promise.all(Array.from({ length: fault.tasks }, () => planner.publish()));
      world.note(`${fault.tasks} tasks at once`);
      return;
    case "approval":
      world.note(`${victim} waits for a person`);
      return agent.waitForApproval(fault.forS * SECOND_MS);
    case "skewed-clock":
    case "zone-less":
      return;
  }
}

/** Others look for work too and may be faster: a new task is published until the victim has one. */
async function takeNewTask(agent: SimAgent, planner: Planner): Promise<TaskEvent | null> {
  for (let tries = 0; tries < 20 && agent.alive; tries++) {
    const task = await agent.take(await planner.publish(false));
    if (task !== null) return task;
  }
  return null;
}

async function downFor(agent: SimAgent, forS: number | null, life: Life, world: World, word: string): Promise<void> {
  await agent.crash();
  world.note(`${agent.id} ${word}${forS === null ? "" : ` for ${forS} s`}`);
  if (forS === null || !(await life.pause(forS * SECOND_MS))) return;
  await agent.start(word === "crashed");
  world.note(`${agent.id} is back`);
}

function publish(world: World, subject: string, body: unknown): void {
  world.connection(0).publish(subject, JSON.stringify(body));
}

/** The ways in which real agents have got it wrong, the unreadable ones first. */
export function malformed(agent: string): { subject: string; body: string | Uint8Array }[] {
  const beat = heartbeatSubject(agent);
  return [
    { subject: beat, body: "{not json" },
    { subject: taskSubject("available"), body: JSON.stringify({ title: "a task without an id" }) },
    { subject: beat, body: JSON.stringify(["a", "list"]) },
    { subject: beat, body: Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d) },
    { subject: channelSubject("errors"), body: `${"[".repeat(400)}${"]".repeat(400)}` },
    { subject: taskSubject(null), body: "null" },
    { subject: channelSubject("coordination"), body: "plain words, no JSON" },
    { subject: beat, body: JSON.stringify({ status: "thinking", current_task: null }) },
    { subject: beat, body: JSON.stringify({ status: "active", agent_id: `${agent}-the-second` }) },
    { subject: beat, body: '{"status":"idle","__proto__":{"polluted":true}}' },
    { subject: beat, body: JSON.stringify({ status: "busy", current_task: "\ud800 half a pair" }) },
    { subject: beat, body: JSON.stringify({ status: "idle", timestamp: "yesterday", heartbeat_interval: "soon" }) },
  ];
}
