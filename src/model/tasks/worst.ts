import type { TaskFinding } from "./task.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { Stuck } from "./worst-first.ts";
import { compareStuck } from "./worst-first.ts";

/** The worst of many, in their order: a hundred are shown, and the others need no sorting. */
export class Worst {
  total = 0;
  readonly #most: number;
  readonly #kept: Stuck[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(entry: TaskEntry, by: TaskFinding): void {
    this.total++;
    const stuck = { entry, by };
    const last = this.#kept.at(-1);
    if (this.#kept.length >= this.#most && last !== undefined && compareStuck(stuck, last) > 0) return;
    let low = 0;
    let high = this.#kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#kept[middle];
      if (other !== undefined && compareStuck(other, stuck) < 0) low = middle + 1;
      else high = middle;
    }
    this.#kept.splice(low, 0, stuck);
    if (this.#kept.length > this.#most) this.#kept.pop();
  }

  list(): TaskEntry[] {
    return this.#kept.map(({ entry }) => entry);
  }
}
