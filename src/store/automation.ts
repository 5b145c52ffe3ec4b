import type { FeedClient } from "./feed-client.ts";
import type { Snapshot, SnapshotOptions } from "./snapshot.ts";
import { DEFAULT_TASKS, EVERY_TASK } from "./snapshot-tasks.ts";
import { snapshotOf, tasksPart } from "./snapshot.ts";
import { observerNow } from "./ticker.ts";
import { isCaughtUp, viewStateOf } from "./view-state.ts";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import type { TaskRow } from "#model/tasks/task.ts";

/** `window.rollcall`: a public interface, documented in docs/automation.md. */
export interface RollcallAutomation {
  snapshot(this: void, options?: SnapshotOptions): Promise<Snapshot>;
}

/** Keeps `<html data-view data-caught-up>` true to what is painted, and answers `window.rollcall.snapshot()` from the same view. */
export function installAutomation(client: FeedClient, root: HTMLElement, target: object): void {
  function mark(): void {
    const view = client.mirror.getView();
    root.dataset["view"] = viewStateOf(view);
    root.dataset["caughtUp"] = String(isCaughtUp(view));
  }
  mark();
  client.mirror.subscribe(mark);
  const rollcall: RollcallAutomation = {
    async snapshot(options) {
      const { inForce } = client.settings.get();
      const judging = {
        coordination: (inForce?.prefixes ?? DEFAULT_PREFIXES).coordination,
        bounds: inForce?.bounds ?? DEFAULT_BOUNDS,
      };
      const rows = await tasksAsked(client, judging.coordination, options?.tasks ?? DEFAULT_TASKS);
      return snapshotOf(client.mirror.getView(), judging, observerNow(), options, rows);
    },
  };
  Object.assign(target, { rollcall });
}

async function tasksAsked(client: FeedClient, coordination: string, limit: number): Promise<readonly TaskRow[]> {
  if (limit <= 0 || tasksPart(client.mirror.getView(), coordination).state !== "ready") return [];
  const { rows } = await client.ask({ kind: "task-rows", query: EVERY_TASK, limit });
  return rows;
}
