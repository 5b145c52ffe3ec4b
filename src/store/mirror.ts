import type { WorkerTrouble } from "./worker-trouble.ts";
import { viewWithout } from "./worker-trouble.ts";
import { applyPatch } from "#model/apply-patch.ts";
import { emptyView } from "#model/empty-view.ts";
import type { Patch } from "#model/patch.ts";
import type { FleetView } from "#model/view.ts";

/** The page's copy of the worker's state: what every panel paints from. Patches in, one view out. */
export interface Mirror {
  subscribe(this: void, listener: () => void): () => void;
  getView(this: void): FleetView;
  /** Null while the worker is there to tell. */
  getTrouble(this: void): WorkerTrouble | null;
  apply(this: void, patch: Patch): void;
  /** The worker is gone or silent: the view is a lost one until it is back. */
  setTrouble(this: void, trouble: WorkerTrouble | null): void;
}

export function createMirror(first: FleetView = emptyView()): Mirror {
  let told = first;
  let shown = first;
  let trouble: WorkerTrouble | null = null;
  const listeners = new Set<() => void>();

  function show(): void {
    shown = trouble === null ? told : viewWithout(told, trouble);
    for (const listener of listeners) listener();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getView: () => shown,
    getTrouble: () => trouble,
    apply(patch) {
      told = applyPatch(told, patch);
      show();
    },
    setTrouble(next) {
      trouble = next;
      show();
    },
  };
}
