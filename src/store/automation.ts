import type { FeedClient } from "./feed-client.ts";
import type { Snapshot, SnapshotOptions } from "./snapshot.ts";
import { snapshotOf } from "./snapshot.ts";
import { observerNow } from "./ticker.ts";
import { isCaughtUp, viewStateOf } from "./view-state.ts";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";

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
    snapshot: (options) => {
      const { inForce } = client.settings.get();
      const judging = {
        coordination: (inForce?.prefixes ?? DEFAULT_PREFIXES).coordination,
        bounds: inForce?.bounds ?? DEFAULT_BOUNDS,
      };
      return Promise.resolve(snapshotOf(client.mirror.getView(), judging, observerNow(), options));
    },
  };
  Object.assign(target, { rollcall });
}
