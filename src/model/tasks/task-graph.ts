import { shownState } from "./row-of.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { TaskLink } from "./task.ts";
import type { TaskGraph } from "./task-story.ts";
import type { Tasks } from "./tasks-state.ts";
import { tombstoneOf } from "./tombstones.ts";

const MAX_NODES = 200;

/** Of settled tasks. Nearest first, without recursion: a chain or a circle may be as long as there are tasks. */
export function taskGraph(tasks: Tasks, id: string): TaskGraph {
  const index = new Map<string, number>([[id, 0]]);
  const leftOut = new Set<string>();
  const reach = (other: string): void => {
    if (index.has(other)) return;
    if (index.size < MAX_NODES) index.set(other, index.size);
    else leftOut.add(other);
  };
  // A map is walked in the order of adding, and what is added on the way comes too: the nearest first.
  for (const other of index.keys()) {
    for (const blocker of blockersOf(tasks, other)) reach(blocker);
    // By id: who came first depends on what was read first.
    for (const id of [...(tasks.waiters.get(other) ?? [])].map((waiter) => waiter.id).sort()) reach(id);
  }
  const edges: [number, number][] = [];
  for (const [waiter, from] of index) {
    for (const blocker of new Set(blockersOf(tasks, waiter))) {
      const to = index.get(blocker);
      if (to !== undefined) edges.push([from, to]);
    }
  }
  const nodes = [...index.keys()].map((other) => linkOf(tasks, other));
  return { nodes, edges, circle: circleThrough(tasks, id), leftOut: leftOut.size };
}

function blockersOf(tasks: Tasks, id: string): readonly string[] {
  return tasks.entries.get(id)?.present?.blockedBy ?? [];
}

function linkOf(tasks: Tasks, id: string): TaskLink {
  const entry = tasks.entries.get(id);
  if (entry?.present != null) {
    const { title, owner } = entry.present;
    return { id, title, state: shownState(entry), owner };
  }
  const gone = tombstoneOf(tasks.gone, id);
  return { id, title: null, state: gone === null ? null : gone.completed ? "completed" : "failed", owner: null };
}

/** The shortest way from a blocked task over what it waits for back to itself; empty where there is none. */
function circleThrough(tasks: Tasks, id: string): string[] {
  const start = tasks.entries.get(id);
  if (start === undefined || !start.blocked) return [];
  const reachedFrom = new Map<TaskEntry, TaskEntry | null>([[start, null]]);
  for (const entry of reachedFrom.keys()) {
    for (const blocker of blockersOf(tasks, entry.id)) {
      const next = tasks.entries.get(blocker);
      if (next === start) return wayTo(entry, reachedFrom);
      if (next !== undefined && next.blocked && !reachedFrom.has(next)) reachedFrom.set(next, entry);
    }
  }
  return [];
}

function wayTo(last: TaskEntry, reachedFrom: ReadonlyMap<TaskEntry, TaskEntry | null>): string[] {
  const way: string[] = [];
  for (let entry: TaskEntry | null = last; entry !== null; entry = reachedFrom.get(entry) ?? null) way.push(entry.id);
  return way.reverse();
}
