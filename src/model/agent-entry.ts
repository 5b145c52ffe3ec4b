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
export interface AgentPart extends Beats {
  stream: string;
  agent: string;
  entry: AgentEntry;
  /** As its entry's; here as well since every beat asks. */
  touched: boolean;
  /** The beat of the highest sequence, 0 before the first. */
  lastSeq: number;
  lastAt: ServerMs;
  last: AgentWord | null;
  /** As the last beat wrote it. */
  timestamp: string | null;
  /** The newest interval declared in a beat. */
  declaredMs: number | null;
  declaredSeq: number;
  /** Beats ever folded, held or not. */
  beatsSeen: number;
  otherId: Shown | null;
  oddStatus: Shown | null;
  registration: RegistrationPart | null;
}

/** What an agent says of itself in a beat, but for the time. */
export type AgentWord = Pick<
  Heartbeat,
  | "status"
  | "current_task"
  | "current_task_title"
  | "needs_approval"
  | "approval_message"
  | "description"
  | "capabilities"
>;

export interface AgentEntry {
  id: string;
  parts: AgentPart[];
  /** Named in `Fleet.touched` since the last take. */
  touched: boolean;
  /** Ids that are probably the same agent's, sorted. */
  similar: readonly string[];
  /** As last sent; null before that. */
  facts: AgentFacts | null;
  /** As of the beat `seq`, which was not sent yet: judging does not wait for a page that is slow, hidden or paused. */
  ahead: { seq: number; facts: AgentFacts } | null;
}

const NOBODY: readonly string[] = [];

export function createEntry(id: string): AgentEntry {
  return { id, parts: [], touched: false, similar: NOBODY, facts: null, ahead: null };
}

export function partOf(entry: AgentEntry, stream: string): AgentPart {
  for (const part of entry.parts) if (part.stream === stream) return part;
  const part: AgentPart = {
    stream,
    agent: entry.id,
    entry,
    touched: false,
    lastSeq: 0,
    lastAt: 0,
    last: null,
    timestamp: null,
    declaredMs: null,
    declaredSeq: 0,
    ...createBeats(),
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

export const TEXT_LIMITS = { word: 100, title: 300, text: 500, capabilities: 30 } as const;

/**
 * What is kept of the newest beat. Most beats say what the one before them said: then that one stays, so that ten thousand agents
 * who go on as they were leave the collector nothing to carry on. Texts are bounded, whatever the agent writes.
 */
export function wordOfBeat(before: AgentWord | null, beat: Heartbeat): AgentWord {
  if (before !== null && saysTheSame(before, beat)) return before;
  return {
    status: cutNullable(beat.status, TEXT_LIMITS.word),
    current_task: cutNullable(beat.current_task, TEXT_LIMITS.title),
    current_task_title: cutNullable(beat.current_task_title, TEXT_LIMITS.title),
    needs_approval: beat.needs_approval,
    approval_message: cutNullable(beat.approval_message, TEXT_LIMITS.text),
    description: cutNullable(beat.description, TEXT_LIMITS.text),
    capabilities: boundedCapabilities(beat.capabilities),
  };
}

function saysTheSame(before: AgentWord, beat: Heartbeat): boolean {
  return (
    before.status === beat.status &&
    before.current_task === beat.current_task &&
    before.current_task_title === beat.current_task_title &&
    before.needs_approval === beat.needs_approval &&
    before.approval_message === beat.approval_message &&
    before.description === beat.description &&
    before.capabilities.length === beat.capabilities.length &&
    before.capabilities.every((capability, index) => capability === beat.capabilities[index])
  );
}

export function boundedCapabilities(capabilities: readonly string[]): string[] {
  return capabilities.slice(0, TEXT_LIMITS.capabilities).map((capability) => cutText(capability, TEXT_LIMITS.word));
}

export function cutNullable(text: string | null, max: number): string | null {
  return text === null ? null : cutText(text, max);
}
