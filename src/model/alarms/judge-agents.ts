/**
 * The rules about agents. An agent whose facts are the same object and whose next deadline lies ahead is as it was: of ten thousand only those
 * are judged of which something came, or whose time is up.
 */
import type { AlarmMemory, AgentTrack } from "./alarm-memory.ts";
import { clear, drop, dropAll, find, recover } from "./members.ts";
import { leaveSilence, silenceBegins } from "./silence.ts";
import type { AgentFacts } from "../agent.ts";
import type { Judgement, LivenessBounds } from "../liveness.ts";
import { judge } from "../liveness.ts";
import { formatCount, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const AGENT_RULES = ["mass-silence", "agent-silent", "agent-late", "agent-flapping", "agent-approval"] as const;

/**
 * @param now the server's moment that agents are judged at, which lies in the past while we read behind
 * @returns when time alone changes how one of them stands
 */
export function judgeAgents(
  memory: AlarmMemory,
  agents: Iterable<AgentFacts>,
  bounds: LivenessBounds,
  now: ServerMs,
): ServerMs {
  const round = ++memory.round;
  const isFirstLook = !memory.rules["agent-silent"].judgedBefore;
  let next = Number.POSITIVE_INFINITY;
  let count = 0;
  // Those that fell silent together are found in the order in which they did.
  for (const facts of isFirstLook ? [...agents].sort(longestUnheard) : agents) {
    count++;
    let track = memory.tracks.get(facts.id);
    if (track === undefined) {
      track = newTrack(facts);
      memory.tracks.set(facts.id, track);
    }
    if (track.facts !== facts || now >= track.nextAt || track.seenIn === 0)
      judgeAgent(memory, track, facts, bounds, now);
    track.seenIn = round;
    if (track.nextAt < next) next = track.nextAt;
  }
  if (count < memory.tracks.size) forgetOthers(memory, round, now);
  for (const id of AGENT_RULES) memory.rules[id].judgedBefore = true;
  return next;
}

/** By a setting: whatever stands of such a rule ends. */
export function dropRulesThatAreOff(memory: AlarmMemory, now: ServerMs): void {
  for (const id of AGENT_RULES) if (memory.rules[id].state.state === "off") dropAll(memory, id, now, "unjudged");
}

function longestUnheard(one: AgentFacts, other: AgentFacts): number {
  return one.lastBeatAt - other.lastBeatAt || (one.id < other.id ? -1 : 1);
}

function newTrack(facts: AgentFacts): AgentTrack {
  return { facts, nextAt: 0, seenIn: 0, isUp: false, isLate: false, silentAt: null, silentIn: null };
}

function judgeAgent(
  memory: AlarmMemory,
  track: AgentTrack,
  facts: AgentFacts,
  bounds: LivenessBounds,
  now: ServerMs,
): void {
  track.facts = facts;
  const judgement = judge(facts, now, bounds);
  const { liveness, flapping } = judgement;
  track.nextAt = nextChange(facts, judgement, bounds, now);
  setUp(memory, track, liveness.state !== "gone" && liveness.state !== "signed-off");
  const wasLate = track.isLate;
  setLate(memory, track, liveness.state === "late");
  track.silentAt = liveness.state === "late" ? liveness.silentAt : liveness.state === "silent" ? liveness.since : null;

  if (flapping && track.isUp) {
    judgeFlapping(memory, facts, bounds, now);
    if (track.silentIn !== null) leaveSilence(memory, track, now, "replaced");
    if (wasLate) drop(memory, "agent-late", facts.id, now, "replaced");
    judgeApproval(memory, facts, liveness.state !== "silent", now);
    return;
  }
  clear(memory, "agent-flapping", facts.id, now);

  switch (liveness.state) {
    case "unknown":
      return;
    case "gone":
    case "signed-off": {
      const because = liveness.state === "gone" ? "gone" : "signed-off";
      if (track.silentIn !== null) leaveSilence(memory, track, now, because);
      drop(memory, "agent-late", facts.id, now, because);
      drop(memory, "agent-approval", facts.id, now, because);
      return;
    }
    case "silent":
      silenceBegins(memory, track, liveness.since, now);
      if (wasLate || memory.rules["agent-late"].members.has(facts.id))
        drop(memory, "agent-late", facts.id, now, "replaced");
      judgeApproval(memory, facts, false, now);
      return;
    case "late":
      // Back and late again it is still the same silence.
      if (track.silentIn === null) findLate(memory, facts, liveness.since, now);
      else recover(memory, track.silentIn, facts.id);
      judgeApproval(memory, facts, true, now);
      return;
    case "on-time":
      clear(memory, "agent-late", facts.id, now);
      if (track.silentIn !== null) {
        if (judgement.recovering) recover(memory, track.silentIn, facts.id);
        else leaveSilence(memory, track, now, "recovered");
      }
      judgeApproval(memory, facts, true, now);
  }
}

/** When it will stand otherwise, if nothing comes of it. */
function nextChange(
  facts: AgentFacts,
  { liveness, flapping }: Judgement,
  bounds: LivenessBounds,
  now: ServerMs,
): ServerMs {
  const calmAt = flapping ? flappingEnds(facts, bounds, now) : Number.POSITIVE_INFINITY;
  switch (liveness.state) {
    case "on-time":
      return Math.min(liveness.lateAt, calmAt);
    case "late":
      return Math.min(liveness.silentAt, calmAt);
    case "silent":
      return Math.min(liveness.since + bounds.goneAfterMs, calmAt);
    case "unknown":
    case "gone":
    case "signed-off":
      return Number.POSITIVE_INFINITY;
  }
}

/** One of its changes has to leave the window, the oldest of the newest few. */
function flappingEnds({ changesAt }: AgentFacts, bounds: LivenessBounds, now: ServerMs): ServerMs {
  const oldest = changesAt.at(-bounds.flappingChanges);
  return oldest === undefined ? Number.POSITIVE_INFINITY : Math.max(now, oldest + bounds.flappingWindowMs) + 1;
}

function setUp(memory: AlarmMemory, track: AgentTrack, isUp: boolean): void {
  if (track.isUp === isUp) return;
  track.isUp = isUp;
  memory.agentsUp += isUp ? 1 : -1;
}

function setLate(memory: AlarmMemory, track: AgentTrack, isLate: boolean): void {
  if (track.isLate === isLate) return;
  track.isLate = isLate;
  if (isLate) memory.lateIds.add(track.facts.id);
  else memory.lateIds.delete(track.facts.id);
}

/** Those that the fleet does not hold any more. */
function forgetOthers(memory: AlarmMemory, round: number, now: ServerMs): void {
  for (const [id, track] of memory.tracks) {
    if (track.seenIn === round) continue;
    setUp(memory, track, false);
    setLate(memory, track, false);
    if (track.silentIn !== null) leaveSilence(memory, track, now, "gone");
    for (const rule of ["agent-late", "agent-flapping", "agent-approval"] as const) drop(memory, rule, id, now, "gone");
    memory.tracks.delete(id);
  }
}

function isOff(memory: AlarmMemory, id: (typeof AGENT_RULES)[number]): boolean {
  return memory.rules[id].state.state === "off";
}

function findLate(memory: AlarmMemory, { id, intervalMs }: AgentFacts, since: ServerMs, now: ServerMs): void {
  if (isOff(memory, "agent-late") || memory.rules["agent-late"].members.get(id)?.phase === "raised") return;
  const condition = {
    id,
    level: "raise" as const,
    severity: memory.rules["agent-late"].rule.severity,
    since,
    subject: id,
    sentence: `${id} is late: it beats every ${formatDuration(intervalMs)}.`,
    remedy: null,
    link: { kind: "agent" as const, id },
    about: null,
  };
  find(memory, "agent-late", condition, now);
}

function judgeFlapping(
  memory: AlarmMemory,
  { id, changesAt }: AgentFacts,
  bounds: LivenessBounds,
  now: ServerMs,
): void {
  if (isOff(memory, "agent-flapping")) return;
  const first = changesAt.find((at) => at >= now - bounds.flappingWindowMs);
  const condition = {
    id,
    level: "raise" as const,
    severity: memory.rules["agent-flapping"].rule.severity,
    since: first ?? now,
    subject: id,
    sentence: `${id} falls silent and comes back again and again: ${formatCount(bounds.flappingChanges)} changes or more within ${formatDuration(bounds.flappingWindowMs)}.`,
    remedy: null,
    link: { kind: "agent" as const, id },
    about: null,
  };
  find(memory, "agent-flapping", condition, now);
}

/** @param isHere whether it is not silent: of who is gone silent nobody knows what it still waits for */
function judgeApproval(memory: AlarmMemory, facts: AgentFacts, isHere: boolean, now: ServerMs): void {
  const { id, needsApproval, approvalMessage, lastBeatAt } = facts;
  if (!needsApproval || !isHere || isOff(memory, "agent-approval")) {
    if (isHere || !needsApproval) clear(memory, "agent-approval", id, now);
    else drop(memory, "agent-approval", id, now, "replaced");
    return;
  }
  const asks = approvalMessage === null ? "" : `: “${approvalMessage}”`;
  const condition = {
    id,
    level: "raise" as const,
    severity: memory.rules["agent-approval"].rule.severity,
    since: lastBeatAt,
    subject: id,
    sentence: `${id} waits for a person${asks}.`,
    remedy: null,
    link: { kind: "agent" as const, id },
    about: null,
  };
  find(memory, "agent-approval", condition, now);
}
