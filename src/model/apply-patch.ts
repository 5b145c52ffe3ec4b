import type { AgentFacts } from "./agent.ts";
import { emptyView } from "./empty-view.ts";
import { unpackMoved } from "./moved-agents.ts";
import type { Patch } from "./patch.ts";
import type { FleetView, RateBucket } from "./view.ts";

/**
 * The view after a patch. Law: `applyPatch(before, patch)` is the worker's state at that tick; whatever the patch does not name keeps its
 * reference, so that selectors and memoised rows see at a glance that nothing happened to them.
 * @param ahead agents that came in parts before the patch, as they are after it (`unpackMoved` of `before`)
 */
export function applyPatch(before: FleetView, patch: Patch, ahead: readonly AgentFacts[] = []): FleetView {
  const { fresh, agents, strips, taskRows, channels, rates, ...whole } = patch;
  const base = fresh === true ? emptyView() : before;
  return {
    ...base,
    ...whole,
    agents: agents === undefined ? base.agents : withAgents(base.agents, agents, fresh === true ? [] : ahead),
    strips: strips === undefined ? base.strips : withChanges(base.strips, strips.set, strips.gone, byId),
    taskRows: taskRows === undefined ? base.taskRows : withChanges(base.taskRows, taskRows.set, taskRows.gone, byId),
    channels: channels === undefined ? base.channels : withChanges(base.channels, channels.set, channels.gone, byName),
    rates: rates === undefined ? base.rates : withRates(base.rates, rates),
  };
}

function withAgents(
  before: ReadonlyMap<string, AgentFacts>,
  { set, moved, gone }: NonNullable<Patch["agents"]>,
  ahead: readonly AgentFacts[],
): ReadonlyMap<string, AgentFacts> {
  const after = new Map(before);
  for (const agent of ahead) after.set(agent.id, agent);
  for (const id of gone) after.delete(id);
  for (const agent of set) after.set(agent.id, agent);
  unpackMoved(moved, before, (agent) => after.set(agent.id, agent));
  return after;
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

/** Ascending by minute. */
function withRates(before: readonly RateBucket[], rates: NonNullable<Patch["rates"]>): readonly RateBucket[] {
  const after = new Map(before.map((bucket) => [bucket.at, bucket]));
  for (const at of rates.gone) after.delete(at);
  for (const bucket of rates.set) after.set(bucket.at, bucket);
  return [...after.values()].filter((bucket) => bucket.at >= rates.floor).sort((a, b) => a.at - b.at);
}

function byId(item: { id: string }): string {
  return item.id;
}

function byName(item: { name: string }): string {
  return item.name;
}
