import type { AgentEntry } from "./agent-entry.ts";
import { createEntry, newestPart } from "./agent-entry.ts";
import { trimBeats } from "./beats.ts";
import type { Fleet } from "./fleet-state.ts";
import { touchAgent } from "./fleet-state.ts";
import { heartbeatSubject } from "#contract/subjects.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

/** An agent makes place for a new one only when it has been quiet for this long before the new one's beat. */
const QUIET_MS = 10 * MINUTE_MS;

/**
 * The entry of an agent that beat at `at`; null when the fleet is full and no agent has been quiet long enough to make place. Below the
 * bound this is a function of the set of messages; above it, which agents are held depends on the order too (the newest, mostly).
 */
export function entryOfBeating(fleet: Fleet, id: string, at: ServerMs): AgentEntry | null {
  const known = fleet.agents.get(id);
  if (known !== undefined) return known;
  if (fleet.agents.size >= fleet.config.limits.agents && !makePlace(fleet, at)) {
    countNotHeld(fleet, id);
    return null;
  }
  const entry = fleet.waiting.get(id) ?? createEntry(id);
  fleet.waiting.delete(id);
  fleet.agents.set(id, entry);
  fleet.notHeld.delete(id);
  fleet.touched.gone.delete(id);
  touchAgent(fleet, entry);
  joinSimilar(fleet, id);
  fitBeatCap(fleet);
  return entry;
}

/** The entry of an agent that registered: it may beat already, or wait for its first beat. */
export function entryOfRegistering(fleet: Fleet, id: string): AgentEntry {
  const known = fleet.agents.get(id) ?? fleet.waiting.get(id);
  if (known !== undefined) return known;
  const entry = createEntry(id);
  fleet.waiting.set(id, entry);
  if (fleet.waiting.size > fleet.config.limits.waiting) {
    const [oldest] = fleet.waiting.keys();
    if (oldest !== undefined) fleet.waiting.delete(oldest);
  }
  return entry;
}

/** Takes an agent off the screen. */
export function removeAgent(fleet: Fleet, entry: AgentEntry): void {
  fleet.agents.delete(entry.id);
  const subject = heartbeatSubject(entry.id, fleet.config.prefixes);
  for (const part of entry.parts) fleet.streams.get(part.stream)?.parts.delete(subject);
  fleet.touched.gone.add(entry.id);
  leaveSimilar(fleet, entry.id);
}

function makePlace(fleet: Fleet, at: ServerMs): boolean {
  const before = at - QUIET_MS;
  if (fleet.evictable.length === 0 && at >= fleet.evictableAt + MINUTE_MS) {
    fleet.evictable = quietAgents(fleet, before);
    fleet.evictableAt = at;
  }
  for (;;) {
    const id = fleet.evictable.pop();
    if (id === undefined) return false;
    const entry = fleet.agents.get(id);
    if (entry === undefined || (newestPart(entry)?.lastAt ?? 0) >= before) continue;
    removeAgent(fleet, entry);
    countNotHeld(fleet, id);
    return true;
  }
}

/** Longest quiet last, so that `pop` takes it first. Sorted once for many agents: one look through ten thousand a minute of stream time at most. */
function quietAgents(fleet: Fleet, before: ServerMs): string[] {
  return [...fleet.agents.values()]
    .map((entry) => ({ id: entry.id, lastAt: newestPart(entry)?.lastAt ?? 0 }))
    .filter(({ lastAt }) => lastAt < before)
    .sort((a, b) => b.lastAt - a.lastAt)
    .map(({ id }) => id);
}

function countNotHeld(fleet: Fleet, id: string): void {
  if (fleet.notHeld.size >= fleet.config.limits.notHeld) return;
  fleet.notHeld.add(id);
  fleet.touched.counters = true;
}

function joinSimilar(fleet: Fleet, id: string): void {
  setSimilar(fleet, id.toLowerCase(), [...(fleet.byFolded.get(id.toLowerCase()) ?? []), id]);
}

function leaveSimilar(fleet: Fleet, id: string): void {
  const folded = id.toLowerCase();
  setSimilar(
    fleet,
    folded,
    (fleet.byFolded.get(folded) ?? []).filter((other) => other !== id),
  );
}

function setSimilar(fleet: Fleet, folded: string, ids: readonly string[]): void {
  if (ids.length === 0) fleet.byFolded.delete(folded);
  else fleet.byFolded.set(folded, ids);
  for (const id of ids) {
    const entry = fleet.agents.get(id);
    if (entry === undefined) continue;
    entry.similar = ids.filter((other) => other !== id).sort();
    touchAgent(fleet, entry);
  }
}

/** Few steps, since every step touches every agent. */
const CAP_STEPS = [1024, 768, 512, 384, 256, 192, 128, 96, 64];

/** How many beats each of `agents` agents keeps so that all together stay within `beats`. */
export function beatCapFor(agents: number, perAgent: number, beats: number): number {
  const step = CAP_STEPS.find((step) => step <= perAgent && step * agents <= beats);
  return step ?? Math.min(perAgent, 64);
}

function fitBeatCap(fleet: Fleet): void {
  const { beatsPerAgent, beats } = fleet.config.limits;
  const cap = beatCapFor(fleet.agents.size, beatsPerAgent, beats);
  if (cap >= fleet.beatCap) return;
  fleet.beatCap = cap;
  for (const entry of fleet.agents.values()) {
    for (const part of entry.parts) fleet.droppedBeats += trimBeats(part, cap);
    touchAgent(fleet, entry);
  }
}
