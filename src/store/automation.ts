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
import type { TaskRow } from "#model/tasks/task.ts";
import type { FleetView } from "#model/view.ts";
import type { AskAnswers, AskRequest } from "#worker/protocol.ts";

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
      // As it is painted at this moment; what is asked below may take as long as a server takes.
      const view = client.mirror.getView();
      const moment = observerNow();
      const [rows, streams, reports] = await Promise.all([
        tasksAsked(client, view, judging.coordination, options?.tasks ?? DEFAULT_TASKS),
        askedOfServer(client, view, options?.streams, { kind: "streams" }),
        askedOfServer(client, view, options?.deliverables, {
          kind: "deliverable-reports",
          limit: options?.deliverables ?? DEFAULT_REPORTS,
        }),
      ]);
      const taken = snapshotOf(view, judging, moment, options, rows);
      return withDeliverables(withStreams(taken, streams, options?.streams), reports);
    },
  };
  Object.assign(target, { rollcall });
}

/** A check waits for states, not for a server that does not answer. */
const ANSWER_WITHIN_MS = 3_000;

/** What only the server can tell; null where nobody wants to know. */
function askedOfServer<R extends Extract<AskRequest, { kind: "streams" | "deliverable-reports" }>>(
  client: FeedClient,
  view: FleetView,
  limit: number | undefined,
  request: R,
): Promise<AskAnswers[R["kind"]] | AskFailure | null> {
  if (limit !== undefined && limit <= 0) return Promise.resolve(null);
  if (view.connection.state !== "live") return Promise.resolve(failed("not-connected", ""));
  return within(client.ask(request)).catch((error: unknown) =>
    failed("timeout", error instanceof Error ? error.message : String(error)),
  );
}

function failed(why: "not-connected" | "timeout", detail: string): AskFailure {
  return { state: "failed", why, subject: "about its streams", detail };
}

/** Null: the worker, which holds them, does not answer. */
async function tasksAsked(
  client: FeedClient,
  view: FleetView,
  coordination: string,
  limit: number,
): Promise<readonly TaskRow[] | null> {
  if (limit <= 0 || tasksPart(view, coordination).state !== "ready") return [];
  try {
    return (await within(client.ask({ kind: "task-rows", query: EVERY_TASK, limit }))).rows;
  } catch {
    return null;
  }
}

function within<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), ANSWER_WITHIN_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
