import type { FeedClient } from "./feed-client.ts";
import type { Snapshot, SnapshotOptions } from "./snapshot.ts";
import { DEFAULT_TASKS, EVERY_TASK } from "./snapshot-tasks.ts";
import { DEFAULT_REPORTS, withDeliverables } from "./snapshot-deliverables.ts";
import { withStreams } from "./snapshot-streams.ts";
import { snapshotOf, tasksPart } from "./snapshot.ts";
import { observerNow } from "./ticker.ts";
import { isCaughtUp, viewStateOf } from "./view-state.ts";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import type { StreamList } from "#model/streams/stream-list.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { AskAnswers } from "#worker/protocol.ts";

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
      const [rows, streams, reports] = await Promise.all([
        tasksAsked(client, judging.coordination, options?.tasks ?? DEFAULT_TASKS),
        streamsAsked(client),
        reportsAsked(client, options?.deliverables ?? DEFAULT_REPORTS),
      ]);
      const taken = snapshotOf(client.mirror.getView(), judging, observerNow(), options, rows);
      return withDeliverables(withStreams(taken, streams), reports);
    },
  };
  Object.assign(target, { rollcall });
}

/** What keeps the worker from answering keeps the other parts from nothing. */
async function streamsAsked(client: FeedClient): Promise<StreamList | AskFailure> {
  try {
    return await client.ask({ kind: "streams" });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { state: "failed", why: "not-connected", subject: "STREAM.LIST", detail };
  }
}

async function reportsAsked(client: FeedClient, limit: number): Promise<AskAnswers["deliverable-reports"]> {
  try {
    return await client.ask({ kind: "deliverable-reports", limit });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { state: "failed", why: "not-connected", subject: "STREAM.NAMES", detail };
  }
}

async function tasksAsked(client: FeedClient, coordination: string, limit: number): Promise<readonly TaskRow[]> {
  if (limit <= 0 || tasksPart(client.mirror.getView(), coordination).state !== "ready") return [];
  const { rows } = await client.ask({ kind: "task-rows", query: EVERY_TASK, limit });
  return rows;
}
