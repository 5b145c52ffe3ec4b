import { entryOfBeating, entryOfRegistering, removeAgent } from "./admit.ts";
import type { AgentPart } from "./agent-entry.ts";
import { boundedCapabilities, cutNullable, hasBeats, partOf, TEXT_LIMITS, wordOfBeat } from "./agent-entry.ts";
import { addBeat, wordOf } from "./beats.ts";
import { addBlindSpan } from "./blind-spans.ts";
import type { Chunk, StreamMessage } from "./chunk.ts";
import { cover, covers } from "./coverage.ts";
import { cutText } from "./cut-text.ts";
import { channelOf, toEvent } from "./event-facts.ts";
import { declaredToMs } from "./facts-of.ts";
import type { Fleet } from "./fleet-state.ts";
import { touchAgent } from "./fleet-state.ts";
import { addToLog, voidStreamInLogs } from "./channels/channel-logs.ts";
import { coversInPart, partialOf } from "./partial-coverage.ts";
import type { StreamFold } from "./stream-fold.ts";
import { channelIn, countMessage, createStreamFold } from "./stream-fold.ts";
import { foldTask } from "./tasks/fold-task.ts";
import { boundTasks } from "./tasks/let-go.ts";
import { voidTasksOf } from "./tasks/remove-task.ts";
import type { EventFacts } from "./view.ts";
import { decode, decodeHeartbeat } from "#contract/decode.ts";
import type { Decoded } from "#contract/decode.ts";
import type { Heartbeat } from "#contract/heartbeat.ts";
import { isKnownStatus } from "#contract/heartbeat.ts";
import type { ChannelMessage } from "#contract/message.ts";
import type { Malformed } from "#contract/reason.ts";
import { covers as matches } from "#contract/subject-filter.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

/**
 * Folds what a source knows of one stretch of its stream. The state afterwards depends on the set of messages folded and on nothing else:
 * not on their order, their chunks or their repetition. Never throws, whatever the messages hold.
 */
export function foldChunk(fleet: Fleet, chunk: Chunk): void {
  const fold = streamFoldOf(fleet, chunk.stream);
  let before = 0;
  const { filter } = chunk;
  for (const message of chunk.messages) {
    if (message.seq <= before || isKnown(fold, message)) continue;
    // What a filter does not match it says nothing of: folded here, it would be folded again where it is read.
    if (filter !== undefined && !matches(filter, message.subject)) continue;
    before = message.seq;
    foldMessage(fleet, fold, message);
  }
  cover(filter === undefined ? fold.coverage : partialOf(fold.partial, filter), chunk.from, chunk.to);
  boundTasks(fleet.tasks);
  fleet.touched.counters = true;
}

function isKnown({ coverage, partial }: StreamFold, { seq, subject }: StreamMessage): boolean {
  return covers(coverage, seq) || (partial.length > 0 && coversInPart(partial, seq, subject));
}

/** Throws away all that came from a stream: it was made again, and its sequences mean other messages now. */
export function voidStream(fleet: Fleet, stream: string): void {
  const fold = fleet.streams.get(stream);
  if (fold === undefined) return;
  fleet.streams.delete(stream);
  for (const channel of fold.channels.values()) {
    if (!channel.touched) {
      channel.touched = true;
      fleet.touched.channels.add(channel.name);
    }
    for (const minute of [channel.minute, ...channel.minutes.keys()]) fleet.touched.minutes.add(minute);
  }
  for (const entry of fleet.agents.values()) {
    if (!entry.parts.some((part) => part.stream === stream)) continue;
    entry.parts = entry.parts.filter((part) => part.stream !== stream);
    touchAgent(fleet, entry);
    if (!hasBeats(entry)) removeAgent(fleet, entry);
  }
  for (const entry of fleet.waiting.values()) entry.parts = entry.parts.filter((part) => part.stream !== stream);
  voidStreamInLogs(fleet.logs, stream);
  voidTasksOf(fleet.tasks, stream);
  fleet.touched.unreadable = true;
  fleet.touched.counters = true;
}

/**
 * Nothing of a stream that keeps nothing could be heard from `from` to `to`: our own outage, which is not to be told as its agents'
 * silence. Time that passed unheard counts as no time for them.
 */
export function missedOut(fleet: Fleet, stream: string, from: ServerMs, to: ServerMs): void {
  const fold = fleet.streams.get(stream);
  if (fold === undefined) return;
  fold.blind = addBlindSpan(fold.blind, from, to);
  for (const part of fold.parts.values()) touchAgent(fleet, part.entry);
}

function streamFoldOf(fleet: Fleet, stream: string): StreamFold {
  const known = fleet.streams.get(stream);
  if (known !== undefined) return known;
  const made = createStreamFold(stream);
  fleet.streams.set(stream, made);
  return made;
}

function foldMessage(fleet: Fleet, fold: StreamFold, message: StreamMessage): void {
  fold.messages++;
  fleet.messages++;
  if (fold.newestAt === null || message.at > fold.newestAt) fold.newestAt = message.at;
  if (fleet.newestAt === null || message.at > fleet.newestAt) fleet.newestAt = message.at;
  // Nine of ten messages are another beat of an agent that is known: its subject need not be read again.
  const part = fold.parts.get(message.subject);
  if (part !== undefined) {
    foldKnown(fleet, fold, message, part);
    return;
  }
  const decoded = decode(message.subject, message.data, message.headers, fleet.config.prefixes);
  if (decoded.ok) foldDecoded(fleet, fold, message, decoded.value);
  else foldUnreadable(fleet, fold, message, decoded.error);
}

function foldKnown(fleet: Fleet, fold: StreamFold, message: StreamMessage, part: AgentPart): void {
  const decoded = decodeHeartbeat(part.agent, message.data);
  if (!decoded.ok) {
    foldUnreadable(fleet, fold, message, decoded.error);
    return;
  }
  count(fleet, fold, "heartbeat", message);
  fold.beats++;
  foldBeat(fleet, part, message, decoded.value.beat);
}

function foldDecoded(fleet: Fleet, fold: StreamFold, message: StreamMessage, decoded: Decoded): void {
  const channel = count(fleet, fold, channelOf(decoded), message);
  switch (decoded.family) {
    case "heartbeat": {
      fold.beats++;
      const part = admitTo(fleet, fold, decoded.agent, message);
      if (part !== null) foldBeat(fleet, part, message, decoded.beat);
      return;
    }
    case "task":
      foldTask(fleet.tasks, fold.name, message, decoded.task);
      return;
    case "deliverable":
      keepEvent(fleet, toEvent(fold.name, channel, message, decoded));
      return;
    case "message": {
      const event = toEvent(fold.name, channel, message, decoded);
      keepEvent(fleet, event);
      foldRegistration(fleet, fold, event, decoded.message);
      return;
    }
    case "foreign":
      return;
  }
}

/** Returns the name that the channel is counted under. */
function count(fleet: Fleet, fold: StreamFold, name: string, message: StreamMessage): string {
  const channel = channelIn(fold, name);
  const minuteBefore = channel.minute;
  const minute = countMessage(channel, message.at);
  fleet.touched.channels.add(channel.name);
  if (minute === null) return channel.name;
  fleet.touched.minutes.add(minuteBefore).add(minute);
  if (minute > fleet.newestMinute) fleet.newestMinute = minute;
  return channel.name;
}

function foldBeat(fleet: Fleet, part: AgentPart, message: StreamMessage, beat: Heartbeat): void {
  const { seq, at } = message;
  const declared = beat.heartbeat_interval === null ? null : declaredToMs(beat.heartbeat_interval);
  if (seq > part.lastSeq) {
    part.lastSeq = seq;
    part.lastAt = at;
    part.last = wordOfBeat(part.last, beat);
    part.timestamp = cutNullable(beat.timestamp, TEXT_LIMITS.word);
  }
  if (declared !== null && seq > part.declaredSeq) {
    part.declaredMs = declared;
    part.declaredSeq = seq;
  }
  keepShown(part, message, beat);
  part.beatsSeen++;
  if (addBeat(part, at, wordOf(declared, beat.status === "offline"), fleet.beatCap)) fleet.droppedBeats++;
  if (part.touched) return;
  part.touched = true;
  touchAgent(fleet, part.entry);
}

/** The first beat of an agent in this stream; null when the fleet is full. */
function admitTo(fleet: Fleet, fold: StreamFold, agent: string, { subject, at }: StreamMessage): AgentPart | null {
  const entry = entryOfBeating(fleet, agent, at);
  if (entry === null) return null;
  const part = partOf(entry, fold.name);
  fold.parts.set(subject, part);
  return part;
}

function keepShown(part: AgentPart, { seq, at, subject }: StreamMessage, beat: Heartbeat): void {
  if (beat.agent_id !== null && !isLastToken(subject, beat.agent_id) && seq > (part.otherId?.seq ?? 0)) {
    part.otherId = { seq, at, said: cutText(beat.agent_id, TEXT_LIMITS.word) };
  }
  if ((beat.status === null || !isKnownStatus(beat.status)) && seq > (part.oddStatus?.seq ?? 0)) {
    part.oddStatus = { seq, at, said: cutText(beat.status ?? "", TEXT_LIMITS.word) };
  }
}

/** Told by the subject, which is at hand, rather than by what is kept of the agent, which mostly is not. */
function isLastToken(subject: string, token: string): boolean {
  return subject.endsWith(token) && subject.charCodeAt(subject.length - token.length - 1) === DOT;
}

function foldRegistration(fleet: Fleet, fold: StreamFold, event: EventFacts, message: ChannelMessage): void {
  const { registration, agent } = message;
  if (registration === null || agent === null || agent === "") return;
  const entry = entryOfRegistering(fleet, agent);
  const part = partOf(entry, fold.name);
  if (part.registration !== null && part.registration.seq > event.seq) return;
  const { description, capabilities, heartbeat_interval: interval } = registration;
  part.registration = {
    seq: event.seq,
    at: event.at,
    description: cutNullable(description, TEXT_LIMITS.text),
    capabilities: boundedCapabilities(capabilities),
    intervalMs: interval === null ? null : declaredToMs(interval),
    event: {
      ...event,
      text: cutText(event.text, TEXT_LIMITS.text),
      cut: event.cut || event.text.length > TEXT_LIMITS.text,
    },
  };
  if (hasBeats(entry)) touchAgent(fleet, entry);
}

function keepEvent(fleet: Fleet, event: EventFacts): void {
  fleet.droppedEvents += addToLog(fleet.logs, event.channel, event);
}

const DOT = 46;
const SAMPLE_LENGTH = 200;
const MAX_SUBJECT = 200;
const LENIENT = new TextDecoder();

function foldUnreadable(fleet: Fleet, fold: StreamFold, message: StreamMessage, error: Malformed): void {
  fold.malformed++;
  fleet.malformed++;
  fleet.touched.unreadable = true;
  const subject = cutText(message.subject, MAX_SUBJECT);
  const key = `${error.reason} ${subject}`;
  const known = fold.unreadable.get(key);
  const newer = known === undefined || message.seq > known.lastSeq;
  fold.unreadable.set(key, {
    subject,
    reason: error.reason,
    detail: newer ? cutText(error.detail, SAMPLE_LENGTH) : known.detail,
    count: (known?.count ?? 0) + 1,
    lastAt: newer ? message.at : known.lastAt,
    lastSeq: newer ? message.seq : known.lastSeq,
    sample: newer ? cutText(LENIENT.decode(message.data.subarray(0, 4 * SAMPLE_LENGTH)), SAMPLE_LENGTH) : known.sample,
  });
  if (fold.unreadable.size > fleet.config.limits.unreadable) forgetOldest(fleet, fold);
}

function forgetOldest(fleet: Fleet, fold: StreamFold): void {
  let oldest: string | null = null;
  let oldestSeq = Number.POSITIVE_INFINITY;
  for (const [key, { lastSeq }] of fold.unreadable) {
    if (lastSeq >= oldestSeq) continue;
    oldest = key;
    oldestSeq = lastSeq;
  }
  if (oldest === null) return;
  fleet.droppedUnreadable += fold.unreadable.get(oldest)?.count ?? 0;
  fold.unreadable.delete(oldest);
}

/** The oldest minute of traffic that is kept. */
export function minuteFloor(fleet: Fleet): number {
  return fleet.newestMinute - (fleet.config.minutes - 1) * MINUTE_MS;
}
