import type { Fleet } from "../fleet-state.ts";
import { comparePlaces } from "../newest.ts";
import type { EventFacts } from "../view.ts";
import { isDone } from "./is-done.ts";
import { rowOf } from "./row-of.ts";
import { settleTasks } from "./settle.ts";
import type { TaskEntry, TaskStep } from "./task-entry.ts";
import type { AgentWorkload } from "./tasks-view.ts";
import type { TaskRow } from "./task.ts";

/** What an agent holds first, then what it ended, each the newest first; its workload as of the last look. */
export function agentTasks(
  fleet: Fleet,
  agent: string,
  limit: number,
): { workload: AgentWorkload | null; rows: TaskRow[]; total: number } {
  const { tasks } = fleet;
  settleTasks(tasks);
  const own: TaskEntry[] = [];
  for (const entry of tasks.entries.values()) if (entry.present?.owner === agent) own.push(entry);
  own.sort(
    (a, b) => Number(isDone(a.state)) - Number(isDone(b.state)) || newestAt(b) - newestAt(a) || (a.id < b.id ? -1 : 1),
  );
  return {
    workload: tasks.look.figures?.agents.find((each) => each.agent === agent) ?? null,
    rows: own.slice(0, limit).map(rowOf),
    total: own.length,
  };
}

/**
 * Task messages as events of a channel, newest first: they are not kept there a second time.
 *
 * @param agent whose own messages; null: everybody's
 */
export function newestTaskEvents(fleet: Fleet, agent: string | null, limit: number): EventFacts[] {
  const found: { entry: TaskEntry; step: TaskStep }[] = [];
  let floor = Number.NEGATIVE_INFINITY;
  for (const entry of fleet.tasks.entries.values()) {
    for (const step of entry.steps) {
      if (step.at < floor || (agent !== null && step.owner !== agent)) continue;
      found.push({ entry, step });
      if (found.length >= ROOM_TIMES * limit + ROOM_TIMES) floor = trim(found, limit);
    }
  }
  trim(found, limit);
  return found.map(({ entry, step }) => eventOf(entry, step));
}

/** So many times what is wanted are collected before the oldest of them are thrown away. */
const ROOM_TIMES = 8;

/** Returns the time before which nothing belongs to the newest any more. */
function trim(found: { step: TaskStep }[], limit: number): number {
  found.sort((a, b) => comparePlaces(b.step, a.step));
  found.length = Math.min(found.length, limit);
  return found.length < limit ? Number.NEGATIVE_INFINITY : (found.at(-1)?.step.at ?? Number.NEGATIVE_INFINITY);
}

function eventOf({ id }: TaskEntry, { stream, seq, at, subject, owner, status, title, error }: TaskStep): EventFacts {
  const what = title === null ? "" : ` · ${title}`;
  const why = error === null ? "" : `: ${error}`;
  const text = `${status} task ${id}${what}${why}`;
  return { stream, seq, at, subject, channel: TASKS_CHANNEL, agent: owner, text, cut: false };
}

const TASKS_CHANNEL = "tasks";

function newestAt({ present }: TaskEntry): number {
  return present?.last.at ?? 0;
}
