import { applyPatch } from "#model/apply-patch.ts";
import { emptyView } from "#model/empty-view.ts";
import type { Patch } from "#model/patch.ts";
import type { FleetView } from "#model/view.ts";

/** The page's copy of the worker's state: what every panel paints from. Patches in, one view out. */
export interface Mirror {
  subscribe(this: void, listener: () => void): () => void;
  getView(this: void): FleetView;
  apply(this: void, patch: Patch): void;
}

export function createMirror(first: FleetView = emptyView()): Mirror {
  let view = first;
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getView: () => view,
    apply(patch) {
      view = applyPatch(view, patch);
      for (const listener of listeners) listener();
    },
  };
}
