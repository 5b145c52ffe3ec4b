import type { AgentFacts } from "./agent.ts";
import type { Beats } from "./beats.ts";
import { createBeats } from "./beats.ts";
import { cutText } from "./cut-text.ts";
import type { EventFacts } from "./view.ts";
import type { Heartbeat } from "#contract/heartbeat.ts";
import type { ServerMs } from "#util/units.ts";

/** The newest beat that showed something, kept until the beats held have moved past it. */
export interface Shown {
  seq: number;
  at: ServerMs;
  said: string;
}

/** An agent's registration as one stream has it. */
export interface RegistrationPart {
  seq: number;
  at: ServerMs;
  description: string | null;
  capabilities: readonly string[];
  intervalMs: number | null;
  event: EventFacts;
}

/** What one stream says of one agent. Nearly every agent has one part; a stream made again takes its part with it. */
export interface AgentPart {
  stream: string;
  /** The beat of the highest sequence, 0 before the first. */
  lastSeq: number;
  lastAt: ServerMs;
  last: Heartbeat | null;
  /** The newest interval declared in a beat. */
  declaredMs: number | null;
  declaredSeq: number;
  declaredAt: ServerMs;
  beats: Beats;
  /** Beats ever folded, held or not. */
  beatsSeen: number;
  otherId: Shown | null;
  oddStatus: Shown | null;
  registration: RegistrationPart | null;
}

export interface AgentEntry {
  id: string;
  parts: AgentPart[];
  /** Named in `Fleet.touched` since the last take. */
  touched: boolean;
  /** Ids that are probably the same agent's, sorted. */
  similar: readonly string[];
  /** As last sent; null before that. */
  facts: AgentFacts | null;
}

const NOBODY: readonly string[] = [];

export function createEntry(id: string): AgentEntry {
  return { id, parts: [], touched: false, similar: NOBODY, facts: null };
}

export function partOf(entry: AgentEntry, stream: string): AgentPart {
  for (const part of entry.parts) if (part.stream === stream) return part;
  const part: AgentPart = {
    stream,
    lastSeq: 0,
    lastAt: 0,
    last: null,
    declaredMs: null,
    declaredSeq: 0,
    declaredAt: 0,
    beats: createBeats(),
    beatsSeen: 0,
    otherId: null,
    oddStatus: null,
    registration: null,
  };
  entry.parts.push(part);
  return part;
}

/** An agent exists from its first beat; a registration alone only waits for it. */
export function hasBeats(entry: AgentEntry): boolean {
  return entry.parts.some((part) => part.last !== null);
}

/** The part with the newest last beat: of one stream the sequence tells, between streams the time. */
export function newestPart(entry: AgentEntry): AgentPart | null {
  let newest: AgentPart | null = null;
  for (const part of entry.parts) {
    if (part.last === null) continue;
    if (
      newest === null ||
      part.lastAt > newest.lastAt ||
      (part.lastAt === newest.lastAt && part.stream > newest.stream)
    )
      newest = part;
  }
  return newest;
}

/** A beat whose texts together are no longer than this is kept as it is. */
const SHORT_ENOUGH = 400;

export const TEXT_LIMITS = { word: 100, title: 300, text: 500, capabilities: 30 } as const;

/** A beat kept as the newest keeps its texts for as long as the agent lives: bounded, whatever the agent writes. */
export function boundedBeat(beat: Heartbeat): Heartbeat {
  if (textLength(beat) <= SHORT_ENOUGH) return beat;
  return {
    ...beat,
    status: cutNullable(beat.status, TEXT_LIMITS.word),
    current_task: cutNullable(beat.current_task, TEXT_LIMITS.title),
    current_task_title: cutNullable(beat.current_task_title, TEXT_LIMITS.title),
    timestamp: cutNullable(beat.timestamp, TEXT_LIMITS.word),
    agent_id: cutNullable(beat.agent_id, TEXT_LIMITS.title),
    approval_message: cutNullable(beat.approval_message, TEXT_LIMITS.text),
    description: cutNullable(beat.description, TEXT_LIMITS.text),
    capabilities: boundedCapabilities(beat.capabilities),
  };
}

export function boundedCapabilities(capabilities: readonly string[]): string[] {
  return capabilities.slice(0, TEXT_LIMITS.capabilities).map((capability) => cutText(capability, TEXT_LIMITS.word));
}

export function cutNullable(text: string | null, max: number): string | null {
  return text === null ? null : cutText(text, max);
}

/** Written out: an array of the seven texts for every message would be the collector's work. */
function textLength(beat: Heartbeat): number {
  return (
    beat.capabilities.length * TEXT_LIMITS.word +
    (beat.status?.length ?? 0) +
    (beat.current_task?.length ?? 0) +
    (beat.current_task_title?.length ?? 0) +
    (beat.timestamp?.length ?? 0) +
    (beat.agent_id?.length ?? 0) +
    (beat.approval_message?.length ?? 0) +
    (beat.description?.length ?? 0)
  );
}
