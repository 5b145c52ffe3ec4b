/**
 * Silent agents: an alarm each, or one for those that fell silent together. The first to fall silent looks at who is about to: agents that are
 * overdue by then will be silent with it, and nobody is told of them one by one.
 */
import type { AgentTrack, AlarmMemory, Cluster } from "./alarm-memory.ts";
import type { AlarmEvent } from "./alarm.ts";
import type { Condition } from "./condition.ts";
import { clear, drop, find } from "./members.ts";
import type { AgentFacts } from "../agent.ts";
import type { ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

type Because = NonNullable<AlarmEvent["because"]>;

/** So many are many in a small fleet, where they are half of it. */
const FEW = 3;
/** Overdue by three quarters of an interval: no hiccup any more. */
const MISSED_INTERVALS = 1.75;

export function silenceBegins(memory: AlarmMemory, track: AgentTrack, since: ServerMs, now: ServerMs): void {
  const { facts } = track;
  if (track.silentIn !== null) {
    // Silent again before it had recovered: still the same alarm.
    if (isOff(memory, track.silentIn)) return;
    find(memory, track.silentIn, conditionOf(memory, facts, since), now);
    return;
  }
  const cluster = isOff(memory, "mass-silence") ? null : clusterFor(memory, track, since, now);
  if (cluster !== null) {
    joinCluster(memory, cluster, track, since, now);
  } else if (!isOff(memory, "agent-silent")) {
    track.silentIn = "agent-silent";
    find(memory, "agent-silent", conditionOf(memory, facts, since), now);
    aloneIn(memory, since).add(facts.id);
  }
}

export function leaveSilence(memory: AlarmMemory, track: AgentTrack, now: ServerMs, because: Because): void {
  const { silentIn, facts } = track;
  if (silentIn === null) return;
  if (silentIn === "agent-silent") {
    const since = memory.rules["agent-silent"].members.get(facts.id)?.since;
    if (since !== undefined) notAlone(memory, since, facts.id);
  }
  track.silentIn = null;
  if (because === "recovered") clear(memory, silentIn, facts.id, now);
  else drop(memory, silentIn, facts.id, now, because);
}

function conditionOf(
  memory: AlarmMemory,
  { id, currentTask, currentTaskTitle }: AgentFacts,
  since: ServerMs,
): Condition {
  const work = currentTask === null ? "" : `, holding ${currentTaskTitle ?? currentTask}`;
  return {
    id,
    level: "raise",
    severity: memory.rules["agent-silent"].rule.severity,
    since,
    subject: id,
    sentence: `${id} is silent${work}.`,
    remedy: null,
    link: { kind: "agent", id },
    about: null,
  };
}

function isOff(memory: AlarmMemory, id: "mass-silence" | "agent-silent"): boolean {
  return memory.rules[id].state.state === "off";
}

// ---- together

/** The incident that this silence belongs to, or one that it makes; null: it stands alone. */
function clusterFor(memory: AlarmMemory, track: AgentTrack, since: ServerMs, now: ServerMs): Cluster | null {
  const windowMs = windowOf(memory, track.facts);
  const { slots } = memory.rules["mass-silence"];
  memory.clusters = memory.clusters.filter(({ key }) => slots.has(key));
  const open = memory.clusters.find(({ first, last }) => since >= first - windowMs && since <= last + windowMs);
  if (open !== undefined) return open;

  const alone = aloneWithin(memory, since - windowMs, since + windowMs);
  let together = alone.length + 1;
  for (const id of memory.lateIds) {
    const other = memory.tracks.get(id);
    if (other !== undefined && isAboutToBeSilent(other, since + windowMs, now)) together++;
  }
  const { massSilentAgents } = memory.thresholds;
  const isMany = together >= massSilentAgents || (together >= FEW && 2 * together >= memory.agentsUp);
  if (!isMany) return null;
  const members = alone.flatMap((id) => memory.tracks.get(id) ?? []);
  const sinces = members.map(({ silentAt }) => silentAt ?? since);
  const first = Math.min(since, ...sinces);
  const cluster = { key: `mass-silence/${Math.round(first)}`, first, last: Math.max(since, ...sinces) };
  memory.clusters.push(cluster);
  for (const member of members) {
    const memberSince = memory.rules["agent-silent"].members.get(member.facts.id)?.since ?? since;
    leaveSilence(memory, member, now, "replaced");
    joinCluster(memory, cluster, member, memberSince, now);
  }
  return cluster;
}

function joinCluster(memory: AlarmMemory, cluster: Cluster, track: AgentTrack, since: ServerMs, now: ServerMs): void {
  cluster.first = Math.min(cluster.first, since);
  cluster.last = Math.max(cluster.last, since);
  track.silentIn = "mass-silence";
  find(memory, "mass-silence", conditionOf(memory, track.facts, since), now, cluster.key);
}

/** Within one interval of theirs, where that is longer. */
function windowOf(memory: AlarmMemory, { intervalMs }: AgentFacts): number {
  return Math.max(memory.thresholds.massSilentSeconds * SECOND_MS, intervalMs);
}

function isAboutToBeSilent({ facts, silentAt }: AgentTrack, until: ServerMs, now: ServerMs): boolean {
  const heardFrom = facts.lastBeatAt + (facts.unheardMs ?? 0);
  return silentAt !== null && silentAt <= until && now - heardFrom >= MISSED_INTERVALS * facts.intervalMs;
}

// ---- alone: by window, so that nobody looks through all of them

function placeOf(memory: AlarmMemory, at: ServerMs): number {
  return Math.floor(at / (memory.thresholds.massSilentSeconds * SECOND_MS));
}

function aloneIn(memory: AlarmMemory, since: ServerMs): Set<string> {
  const place = placeOf(memory, since);
  const known = memory.aloneByWindow.get(place);
  if (known !== undefined) return known;
  const made = new Set<string>();
  memory.aloneByWindow.set(place, made);
  return made;
}

function notAlone(memory: AlarmMemory, since: ServerMs, id: string): void {
  const place = placeOf(memory, since);
  const ids = memory.aloneByWindow.get(place);
  ids?.delete(id);
  if (ids?.size === 0) memory.aloneByWindow.delete(place);
}

function aloneWithin(memory: AlarmMemory, from: ServerMs, to: ServerMs): string[] {
  const found: string[] = [];
  for (let place = placeOf(memory, from); place <= placeOf(memory, to); place++) {
    for (const id of memory.aloneByWindow.get(place) ?? []) {
      const member = memory.rules["agent-silent"].members.get(id);
      // One that is back is over, not a part of what begins now.
      if (member !== undefined && member.phase !== "recovering" && member.since >= from && member.since <= to)
        found.push(id);
    }
  }
  return found;
}
