import type { AgentFacts } from "./agent.ts";
import type { AgentEntry, AgentPart, RegistrationPart } from "./agent-entry.ts";
import { newestPart } from "./agent-entry.ts";
import { agentFindings } from "./agent-findings.ts";
import type { Beats } from "./beats.ts";
import { beatsHeld, mergeBeats, timeAt } from "./beats.ts";
import type { Fleet } from "./fleet-state.ts";
import { blindWithin } from "./blind-spans.ts";
import { gapFacts } from "./gaps.ts";
import { intervalOf } from "./interval.ts";
import { assert } from "#util/assert.ts";
import { SECOND_MS } from "#util/units.ts";

/** What the streams say of one agent, made anew from what is held of it: no history of its own, so no order can show in it. */
export function factsOf(fleet: Fleet, entry: AgentEntry): AgentFacts {
  const part = newestPart(entry);
  assert(part !== null && part.last !== null, "an agent in the fleet has a beat");
  const { last } = part;
  const beats = beatsOf(fleet, entry);
  const registration = registrationOf(entry);
  const { heartbeatIntervalMs, bounds } = fleet.config;
  const interval = intervalOf(beats, declaredMs(entry) ?? registration?.intervalMs ?? null, heartbeatIntervalMs);
  const blind = fleet.streams.get(part.stream)?.blind ?? [];
  const gaps = gapFacts(beats, interval.ms, bounds, blind);
  const firstBeatAt = timeAt(beats, beats.start);
  return {
    id: entry.id,
    status: last.status ?? "unknown",
    currentTask: last.current_task,
    currentTaskTitle: last.current_task_title,
    needsApproval: last.needs_approval,
    approvalMessage: last.approval_message,
    description: last.description ?? registration?.description ?? null,
    capabilities: last.capabilities.length > 0 ? last.capabilities : (registration?.capabilities ?? []),
    registeredAt: registration?.at ?? null,
    lastBeatAt: part.lastAt,
    lastBeatSeq: part.lastSeq,
    firstBeatAt,
    beatsHeld: beatsHeld(beats),
    intervalMs: interval.ms,
    intervalSource: interval.source,
    missedBeats: gaps.missedBeats,
    changesAt: gaps.changesAt,
    onTimeSinceSilence: gaps.onTimeSinceSilence,
    unheardMs: blindWithin(blind, part.lastAt, Number.POSITIVE_INFINITY),
    findings: agentFindings(part, last, firstBeatAt, interval, entry.similar),
  };
}

export function beatsOf(fleet: Fleet, entry: AgentEntry): Beats {
  const [only] = entry.parts;
  if (only !== undefined && entry.parts.length === 1) return only;
  return mergeBeats(entry.parts, fleet.beatCap);
}

export function registrationOf(entry: AgentEntry): RegistrationPart | null {
  let newest: RegistrationPart | null = null;
  for (const { registration } of entry.parts) {
    if (registration !== null && (newest === null || registration.at > newest.at)) newest = registration;
  }
  return newest;
}

function declaredMs(entry: AgentEntry): number | null {
  let newest: AgentPart | null = null;
  for (const part of entry.parts) {
    if (part.declaredMs !== null && (newest === null || part.lastAt > newest.lastAt)) newest = part;
  }
  return newest?.declaredMs ?? null;
}

/** Seconds as agents declare them; a beat more often than every 50 ms is no heartbeat. */
export function declaredToMs(seconds: number): number {
  return Math.max(50, seconds * SECOND_MS);
}
