/** What servers tell of streams and consumers by themselves, and the messages that were given up. Bounded; what is let go is counted. */
import type { Severity } from "./finding.ts";
import type { ServerMs } from "#util/units.ts";

export interface Advisory {
  /** Ascending in the order of hearing; the row's key. */
  id: number;
  /** Such as `max_deliver`, `stream_action`: the last part of its schema's name. */
  type: string;
  at: ServerMs;
  stream: string | null;
  consumer: string | null;
  severity: Severity | null;
  sentence: string;
  /** How many alike came one after another. */
  count: number;
}

/** A message that a consumer gave up: delivered as often as it may be and never acknowledged, or terminated by its worker. */
export interface PoisonMessage {
  stream: string;
  consumer: string;
  seq: number;
  deliveries: number;
  why: "max-deliveries" | "terminated";
  reason: string | null;
  at: ServerMs;
}

export interface AdvisoryFeed {
  /** Newest first. */
  items: readonly Advisory[];
  /** Newest first. */
  poison: readonly PoisonMessage[];
  heard: number;
  dropped: number;
  listening: "yes" | "forbidden" | "not-connected";
  /** The servers' moment of the first one of this connection that could have been heard; null: not known. */
  since: number | null;
}

export interface AdvisoryLog {
  items: Advisory[];
  poison: Map<string, PoisonMessage>;
  heard: number;
  dropped: number;
}

const MOST_ITEMS = 1000;
const MOST_POISON = 2000;

export function createAdvisoryLog(): AdvisoryLog {
  return { items: [], poison: new Map(), heard: 0, dropped: 0 };
}

/** What one advisory says, in the names that servers use; what is missing is null. */
export interface AdvisoryWords {
  type: string;
  at: ServerMs;
  stream: string | null;
  consumer: string | null;
  action: string | null;
  seq: number | null;
  deliveries: number | null;
  reason: string | null;
  leader: string | null;
  server: string | null;
}

export function noteAdvisory(log: AdvisoryLog, words: AdvisoryWords): void {
  log.heard += 1;
  notePoison(log, words);
  const { type, at, stream, consumer } = words;
  const { sentence, severity } = sentenceOf(words);
  const last = log.items.at(-1);
  if (
    last !== undefined &&
    last.type === type &&
    last.stream === stream &&
    last.consumer === consumer &&
    !isAlone(words)
  ) {
    log.items[log.items.length - 1] = { ...last, at, sentence, count: last.count + 1 };
    return;
  }
  log.items.push({ id: log.heard, type, at, stream, consumer, severity, sentence, count: 1 });
  if (log.items.length <= MOST_ITEMS) return;
  log.items.shift();
  log.dropped += 1;
}

/** Each of these is news by itself, however many come. */
function isAlone({ type }: AdvisoryWords): boolean {
  return type === "stream_action" || type.endsWith("leader_elected") || type.endsWith("quorum_lost");
}

function notePoison(log: AdvisoryLog, { type, at, stream, consumer, seq, deliveries, reason }: AdvisoryWords): void {
  if (type !== "max_deliver" && type !== "terminated") return;
  if (stream === null || consumer === null || seq === null) return;
  const key = `${stream}/${consumer}/${seq}`;
  log.poison.delete(key);
  log.poison.set(key, {
    stream,
    consumer,
    seq,
    deliveries: deliveries ?? 0,
    why: type === "terminated" ? "terminated" : "max-deliveries",
    reason,
    at,
  });
  const [oldest] = log.poison.keys();
  if (log.poison.size > MOST_POISON && oldest !== undefined) {
    log.poison.delete(oldest);
    log.dropped += 1;
  }
}

/** @param stream only of this one; null: of all */
export function adviceOf(
  log: AdvisoryLog,
  stream: string | null,
  limit: number,
): Pick<AdvisoryFeed, "items" | "poison"> {
  const isWanted = (one: { stream: string | null }): boolean => stream === null || one.stream === stream;
  return {
    items: log.items.filter(isWanted).slice(-limit).reverse(),
    poison: [...log.poison.values()].filter(isWanted).slice(-limit).reverse(),
  };
}

function sentenceOf(words: AdvisoryWords): { sentence: string; severity: Severity | null } {
  const { type, stream, consumer, action, seq, deliveries, leader, server } = words;
  const of = consumer === null ? (stream ?? "a stream") : `${consumer} of ${stream ?? "a stream"}`;
  switch (type) {
    case "max_deliver":
      return {
        sentence: `Message ${seq ?? "?"} was delivered ${deliveries ?? "?"} times to ${of} and never acknowledged: it is given up.`,
        severity: "warning",
      };
    case "terminated":
      return { sentence: `Message ${seq ?? "?"} was terminated by a worker of ${of}.`, severity: "warning" };
    case "nak":
      return { sentence: `A worker of ${of} sent message ${seq ?? "?"} back.`, severity: null };
    case "stream_action":
      return { sentence: `Stream ${of} was ${acted(action)}.`, severity: action === "delete" ? "warning" : null };
    case "consumer_action":
      return { sentence: `Consumer ${of} was ${acted(action)}.`, severity: null };
    case "stream_leader_elected":
    case "consumer_leader_elected":
      return { sentence: `${leader ?? "Another server"} leads ${of} now.`, severity: null };
    case "stream_quorum_lost":
    case "consumer_quorum_lost":
      return { sentence: `${of} has no majority of its replicas left.`, severity: "critical" };
    case "server_out_of_space":
      return { sentence: `Server ${server ?? "?"} has no storage left.`, severity: "critical" };
    case "server_removed":
      return { sentence: `Server ${server ?? "?"} was removed from the cluster.`, severity: "warning" };
    case "snapshot_create":
    case "snapshot_complete":
    case "restore_create":
    case "restore_complete":
      return { sentence: `${of}: ${type.replace("_", " ")}.`, severity: null };
    default:
      return { sentence: `${of}: ${type.replaceAll("_", " ")}.`, severity: null };
  }
}

function acted(action: string | null): string {
  return action === null ? "touched" : (ACTED.get(action) ?? action);
}

const ACTED: ReadonlyMap<string, string> = new Map([
  ["create", "made"],
  ["delete", "deleted"],
  ["modify", "changed"],
]);
