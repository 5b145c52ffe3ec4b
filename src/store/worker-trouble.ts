import type { FleetView } from "#model/view.ts";
import type { ObserverMs } from "#util/units.ts";

/** The page's own worker is gone or says nothing: what is painted stands still since then. */
export interface WorkerTrouble {
  /** Its last word. */
  since: ObserverMs;
  /** A sentence without a full stop, as a reason of the connection. */
  reason: string;
  /** Workers started in its place so far. */
  tries: number;
  /** When the next one is started; null: one is being started, or waited for. */
  nextTryAt: ObserverMs | null;
  /** No other is started any more: the page has to be loaded anew. */
  gaveUp: boolean;
}

/** The view while nobody says how things are. What was painted stays, as of the worker's last word. */
export function viewWithout(view: FleetView, trouble: WorkerTrouble): FleetView {
  const { connection } = view;
  const url = connection.state === "live" || connection.state === "stale" ? connection.server.url : connection.url;
  const { since, reason, tries, nextTryAt } = trouble;
  return {
    ...view,
    connection: { state: "lost", since, url, attempt: tries, nextTryAt, reason },
    sight: view.sight.state === "lost" ? view.sight : { state: "lost", since },
  };
}
