import type { TaskEntry } from "./task-entry.ts";

/** Tasks that wait for each other, so that none of them can ever begin. One that waits for itself is a circle of one. */
export interface Circle {
  members: readonly TaskEntry[];
}

interface Visit {
  entry: TaskEntry;
  index: number;
  low: number;
  onStack: boolean;
  /** The next of its blockers to look at. */
  next: number;
  waitsForItself: boolean;
}

/**
 * The circles among blocked tasks, by Tarjan's strongly connected components; with a stack of its own, because a chain of a hundred
 * thousand tasks would end the machine's.
 *
 * @param blocked tasks that are blocked now; whatever is not among them waits for nobody
 */
export function circlesOf(blocked: readonly TaskEntry[], entries: ReadonlyMap<string, TaskEntry>): Circle[] {
  const visits = new Map<TaskEntry, Visit>();
  const circles: Circle[] = [];
  const stack: Visit[] = [];
  const path: Visit[] = [];
  const begin = (entry: TaskEntry): Visit => {
    const index = visits.size;
    const visit: Visit = { entry, index, low: index, onStack: true, next: 0, waitsForItself: false };
    visits.set(entry, visit);
    stack.push(visit);
    path.push(visit);
    return visit;
  };
  for (const root of blocked) {
    // Most wait for what somebody works on: they are in no circle.
    if (!waitsForBlocked(root, entries) || visits.has(root)) continue;
    begin(root);
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const id = visit.entry.present?.blockedBy[visit.next];
      if (id !== undefined) {
        visit.next++;
        const blocker = entries.get(id);
        if (blocker === undefined || !blocker.blocked) continue;
        if (blocker === visit.entry) visit.waitsForItself = true;
        const known = visits.get(blocker);
        if (known === undefined) {
          if (waitsForBlocked(blocker, entries)) begin(blocker);
        } else if (known.onStack) visit.low = Math.min(visit.low, known.index);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) parent.low = Math.min(parent.low, visit.low);
      if (visit.low !== visit.index) continue;
      const members = closeComponent(stack, visit);
      if (members.length > 1 || visit.waitsForItself) circles.push({ members });
    }
  }
  return circles;
}

function waitsForBlocked({ present }: TaskEntry, entries: ReadonlyMap<string, TaskEntry>): boolean {
  for (const id of present?.blockedBy ?? []) if (entries.get(id)?.blocked === true) return true;
  return false;
}

function closeComponent(stack: Visit[], root: Visit): TaskEntry[] {
  const members: TaskEntry[] = [];
  for (;;) {
    const visit = stack.pop();
    if (visit === undefined) return members;
    visit.onStack = false;
    members.push(visit.entry);
    if (visit === root) return members;
  }
}
