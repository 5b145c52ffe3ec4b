/** What the rules find in what a server was asked. A failure is never an empty list: then nothing is judged, and the rule says why. */
import type { AskedRule } from "./alarm-facts.ts";
import type { AlarmLink, RuleId } from "./alarm.ts";
import type { Condition, Found } from "./condition.ts";
import { levelAbove } from "./condition.ts";
import { ALARM_RULES } from "./rules.ts";
import type { AlarmThresholds } from "./thresholds.ts";
import type { AskFailure } from "../asked/ask-failure.ts";
import { failureSentence, isFailure, isFinal } from "../asked/ask-failure.ts";
import type { ServerFacts, StoreFacts } from "../server/server-facts.ts";
import type { ServerList, ServerRow } from "../server/server-list.ts";
import type { AdvisoryFeed, PoisonMessage } from "../streams/advisories.ts";
import type { ConsumerList, ConsumerRow } from "../streams/consumer-list.ts";
import { fullest } from "../streams/fill.ts";
import type { BrokerFinding, Severity } from "../streams/finding.ts";
import type { StreamList, StreamRow } from "../streams/stream-list.ts";
import { formatCount, formatFigure, formatPercent, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";

function notJudged(failure: AskFailure): Found {
  return { state: "not-judged", why: failureSentence(failure), final: isFinal(failure) };
}

// ---- streams

export function streamConditions(
  answer: StreamList | AskFailure,
  thresholds: AlarmThresholds,
): Record<"stream-fill" | "stream-full-soon", Found> {
  const failure = isFailure(answer) ? answer : answer.missing;
  if (isFailure(answer) || failure !== null) {
    const found = failure === null ? notYet("The streams were not listed.") : notJudged(failure);
    return { "stream-fill": found, "stream-full-soon": found };
  }
  const losing = answer.rows.filter(losesAtLimit);
  return {
    "stream-fill": judged(losing.map((row) => fillCondition(row, thresholds))),
    "stream-full-soon": judged(losing.map((row) => soonCondition(row, thresholds))),
  };
}

/** A stream that lets its oldest messages go by design is full all its life. */
function losesAtLimit({ facts: { discard, retention } }: StreamRow): boolean {
  return discard === "new" || retention !== "limits";
}

const CRITICAL_SHARE = 0.98;

function fillCondition(row: StreamRow, { streamFillShare }: AlarmThresholds): Condition | null {
  const top = fullest(row.fill);
  const isFull = row.outlook.state === "full";
  const ratio = isFull ? 1 : (top?.ratio ?? 0);
  const level = levelAbove(ratio, streamFillShare, ALARM_RULES["stream-fill"].endsAtShare);
  if (level === null) return null;
  const { name } = row.facts;
  const happens =
    row.facts.discard === "new" ? "publishers are refused" : "messages that nobody has handled are deleted";
  const sentence = isFull
    ? `${name} is full: ${happens}.`
    : `${name} is at over ${formatPercent(streamFillShare)} of its limit by ${top?.limit ?? "bytes"}; at the limit ${happens}.`;
  const severity: Severity = isFull || ratio >= CRITICAL_SHARE ? "critical" : "warning";
  const codes = ["refuses-publishers", "work-lost-soon", "near-limit"];
  return { ...ofStream(name, sentence, remedyIn(row.findings, codes)), level, severity };
}

function soonCondition(row: StreamRow, { streamFullHours }: AlarmThresholds): Condition | null {
  const { outlook, facts, findings } = row;
  if (outlook.state !== "filling") return null;
  const boundMs = streamFullHours * HOUR_MS;
  if (outlook.inMs >= HOLD_TIMES * boundMs) return null;
  const atOnce = outlook.inMs < HOUR_MS;
  const within = atOnce ? "an hour" : `${formatFigure(streamFullHours)} h`;
  const sentence = `At its present rate ${facts.name} reaches its limit by ${outlook.limit} within ${within}.`;
  return {
    ...ofStream(facts.name, sentence, remedyIn(findings, ["fills-soon", "work-lost-soon"])),
    level: outlook.inMs < boundMs ? "raise" : "hold",
    severity: atOnce ? "critical" : "warning",
  };
}

const HOLD_TIMES = 1.25;

function ofStream(name: string, sentence: string, remedy: string | null): Condition {
  return about(name, name, sentence, remedy, { kind: "stream", name });
}

function remedyIn(findings: readonly BrokerFinding[], codes: readonly string[]): string | null {
  return findings.find(({ code }) => codes.includes(code))?.remedy ?? null;
}

// ---- consumers

export function consumerConditions(answer: ConsumerList | AskFailure): Found {
  if (isFailure(answer)) return notJudged(answer);
  const { asked, of } = answer.streams;
  // A stream that cannot be asked keeps what was known of its consumers, and holds up nobody else's.
  if (asked < of && answer.missing === null) {
    return notYet(`The consumers of ${formatCount(asked)} of ${formatPlural(of, "stream")} were asked for so far.`);
  }
  return judged(answer.rows.map(verdictCondition));
}

function verdictCondition({ key, facts, verdict }: ConsumerRow): Condition | null {
  if (verdict.severity !== "critical" && verdict.severity !== "warning") return null;
  const { stream, name } = facts;
  const sentence = `${name} of ${stream}: ${verdict.reason}`;
  return { ...about(key, name, sentence, null, { kind: "consumer", stream, name }), severity: verdict.severity };
}

// ---- messages that were given up

/** @param now the server's time */
export function poisonConditions(feed: AdvisoryFeed, { poisonQuietMinutes }: AlarmThresholds, now: ServerMs): Found {
  if (feed.listening === "forbidden") {
    return { state: "not-judged", why: "This login may not hear what servers tell of consumers.", final: true };
  }
  if (feed.listening === "not-connected") return notYet("There is no connection.");
  const byConsumer = new Map<string, PoisonMessage[]>();
  for (const message of feed.poison) {
    if (now - message.at >= poisonQuietMinutes * MINUTE_MS) continue;
    const key = `${message.stream}/${message.consumer}`;
    const known = byConsumer.get(key);
    if (known === undefined) byConsumer.set(key, [message]);
    else known.push(message);
  }
  return judged([...byConsumer].map(([key, messages]) => poisonCondition(key, messages)));
}

function poisonCondition(key: string, messages: readonly PoisonMessage[]): Condition | null {
  const [newest] = messages;
  if (newest === undefined) return null;
  const { stream, consumer } = newest;
  const many = formatPlural(messages.length, "message");
  const sentence = `${consumer} of ${stream} gave up ${many}; the newest is ${formatCount(newest.seq)}.`;
  return {
    ...about(key, consumer, sentence, null, { kind: "consumer", stream, name: consumer }),
    severity: ALARM_RULES["poison-messages"].severity,
    since: Math.min(...messages.map(({ at }) => at)),
  };
}

// ---- servers

type ServerRule = "server-health" | "server-storage" | "server-slow-consumers";

export function serverConditions(
  answer: ServerList | AskFailure,
  { serverStorageShare }: AlarmThresholds,
): Record<ServerRule, Found> {
  if (isFailure(answer)) return everyServerRule(notJudged(answer));
  // What this account is told of itself has none of these figures.
  if (answer.source === "account") {
    const [why] = answer.missing;
    return everyServerRule(why === undefined ? notYet("No server told its figures.") : notJudged(why));
  }
  const { servers } = answer;
  return {
    "server-health": judged(
      servers.map((row) => foundCondition(row, ["server-silent", "unhealthy", "meta-no-leader"])),
    ),
    "server-storage": judged(servers.flatMap((row) => storageConditions(row, serverStorageShare))),
    "server-slow-consumers": judged(servers.map((row) => foundCondition(row, ["slow-consumers"]))),
  };
}

function everyServerRule(found: Found): Record<ServerRule, Found> {
  return { "server-health": found, "server-storage": found, "server-slow-consumers": found };
}

function foundCondition({ key, facts, findings }: ServerRow, codes: readonly string[]): Condition | null {
  const finding = findings.find(({ code }) => codes.includes(code));
  if (finding === undefined) return null;
  return { ...ofServer(key, facts, finding.sentence, finding.remedy), severity: finding.severity };
}

function storageConditions({ key, facts }: ServerRow, share: number): (Condition | null)[] {
  if (facts.jetstream === null) return [];
  const { storage, memory } = facts.jetstream;
  return [
    storageCondition(key, facts, "storage", storage, share),
    storageCondition(key, facts, "memory", memory, share),
  ];
}

const STORAGE_CRITICAL = 0.95;

function storageCondition(
  key: string,
  facts: ServerFacts,
  what: "storage" | "memory",
  { usedBytes, limitBytes }: StoreFacts,
  share: number,
): Condition | null {
  if (limitBytes === null || limitBytes === 0) return null;
  const ratio = usedBytes / limitBytes;
  const level = levelAbove(ratio, share, ALARM_RULES["server-storage"].endsAtShare);
  if (level === null) return null;
  const sentence = `Over ${formatPercent(share)} of JetStream's ${what} is in use.`;
  return {
    ...ofServer(`${key}/${what}`, facts, sentence, null),
    level,
    severity: ratio >= STORAGE_CRITICAL ? "critical" : "warning",
  };
}

function ofServer(id: string, { name }: ServerFacts, sentence: string, remedy: string | null): Condition {
  return about(id, name, `${name}: ${sentence}`, remedy, { kind: "server" });
}

// ----

function about(id: string, subject: string, sentence: string, remedy: string | null, link: AlarmLink): Condition {
  return { id, level: "raise", severity: "warning", since: null, subject, sentence, remedy, link, about: null };
}

function judged(conditions: readonly (Condition | null)[]): Found {
  return { state: "judged", conditions: conditions.filter((one) => one !== null) };
}

function notYet(why: string): Found {
  return { state: "not-judged", why, final: false };
}

/** Before anybody was asked. */
export function nothingAsked(why: string): Record<AskedRule, Found> {
  const found = notYet(why);
  return {
    "stream-fill": found,
    "stream-full-soon": found,
    "consumer-verdict": found,
    "poison-messages": found,
    ...everyServerRule(found),
  } satisfies Partial<Record<RuleId, Found>>;
}
