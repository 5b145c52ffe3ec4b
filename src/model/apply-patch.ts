import { emptyView } from "./empty-view.ts";
import type { Patch } from "./patch.ts";
import type { FleetView } from "./view.ts";

/**
 * The view after a patch. Law: `applyPatch(before, patch)` is the worker's state at that tick; whatever the patch does not name keeps its
 * reference, so that selectors and memoised rows see at a glance that nothing happened to them.
 */
export function applyPatch(before: FleetView, patch: Patch): FleetView {
  const { fresh, agents, strips, channels, ...whole } = patch;
  const base = fresh === true ? emptyView() : before;
  return {
    ...base,
    ...whole,
    agents: agents === undefined ? base.agents : withChanges(base.agents, agents.set, agents.gone, byId),
    strips: strips === undefined ? base.strips : withChanges(base.strips, strips.set, strips.gone, byId),
    channels: channels === undefined ? base.channels : withChanges(base.channels, channels, [], byName),
  };
}

function withChanges<T>(
  before: ReadonlyMap<string, T>,
  set: readonly T[],
  gone: readonly string[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, T> {
  const after = new Map(before);
  for (const key of gone) after.delete(key);
  for (const item of set) after.set(keyOf(item), item);
  return after;
}

function byId(item: { id: string }): string {
  return item.id;
}

function byName(item: { name: string }): string {
  return item.name;
}
