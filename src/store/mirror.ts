import type { WorkerTrouble } from "./worker-trouble.ts";
import { viewWithout } from "./worker-trouble.ts";
import type { AgentFacts } from "#model/agent.ts";
import { applyPatch } from "#model/apply-patch.ts";
import { emptyView } from "#model/empty-view.ts";
import type { MovedAgents } from "#model/moved-agents.ts";
import { unpackMoved } from "#model/moved-agents.ts";
import type { Patch } from "#model/patch.ts";
import type { FleetView } from "#model/view.ts";

/** The page's copy of the worker's state: what every panel paints from. Patches in, one view out. */
export interface Mirror {
  subscribe(this: void, listener: () => void): () => void;
  getView(this: void): FleetView;
  /** Null while the worker is there to tell. */
  getTrouble(this: void): WorkerTrouble | null;
  /** A part of the next patch, taken in before it so that no task of this thread is long; shown with it. */
  takeIn(this: void, moved: MovedAgents): void;
  apply(this: void, patch: Patch): void;
  /** The worker is gone or silent: the view is a lost one until it is back. */
  setTrouble(this: void, trouble: WorkerTrouble | null): void;
}

export function createMirror(first: FleetView = emptyView()): Mirror {
  let told = first;
  let shown = first;
  let ahead: AgentFacts[] = [];
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
    takeIn(moved) {
      unpackMoved(moved, told.agents, (agent) => ahead.push(agent));
    },
    apply(patch) {
      told = applyPatch(told, patch, ahead);
      ahead = [];
      show();
    },
    setTrouble(next) {
      trouble = next;
      show();
    },
  };
}
