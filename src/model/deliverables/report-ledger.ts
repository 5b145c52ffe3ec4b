/**
 * What is known of the reports of every stream: how many versions each subject has, from the stream's own list of subjects, and where and
 * how large its newest version is, from whatever message of it was read. No body is kept.
 */
import type { VersionFacts } from "./report.ts";
import { STAGE_NAMES, stageOf } from "./stage-of.ts";
import type { StreamMessage } from "../chunk.ts";

export interface SubjectEntry {
  agent: string;
  type: string;
  feature: string;
  /** Which of the six stages it stands for, by its place in their order; -1: none. */
  place: number;
  /** As the stream's list of subjects said. */
  listed: number;
  /** Sequences above what that list covers: delivered since. */
  later: number[];
  newest: VersionFacts | null;
}

export interface StreamShelf {
  stream: string;
  /** Last sequence that the list of subjects covers; null: there is no list yet. */
  listedTo: number | null;
  /** Of all that the stream holds, as it said with its list. */
  meanBytes: number | null;
  subjects: Map<string, SubjectEntry>;
}

/** Each feature with the subjects that bear its name. */
export type Features = ReadonlyMap<string, readonly SubjectEntry[]>;

export interface ReportLedger {
  /** Subjects begin with this: the deliverable system's prefix and a dot. */
  head: string;
  shelves: Map<string, StreamShelf>;
  features: Map<string, SubjectEntry[]>;
  /** Goes up with every change. */
  revision: number;
  /** Subjects let go for the bound. */
  notHeld: number;
}

/** Ten times what six streams of the wanted configuration hold. */
const MOST_SUBJECTS = 600_000;

export function createReportLedger(prefix: string): ReportLedger {
  return { head: `${prefix}.`, shelves: new Map(), features: new Map(), revision: 0, notHeld: 0 };
}

/** Takes note of messages of one stream; those that are no reports are passed over. Any order and repetition gives the same. */
export function noteReports(ledger: ReportLedger, stream: string, messages: readonly StreamMessage[]): void {
  for (const { subject, seq, at, data } of messages) {
    if (subject.startsWith(ledger.head)) noteVersion(ledger, subject, { stream, seq, at, bytes: data.length });
  }
}

export function noteVersion(ledger: ReportLedger, subject: string, version: VersionFacts): void {
  const shelf = shelfOf(ledger, version.stream);
  const entry = entryOf(ledger, shelf, subject);
  if (entry === null) return;
  if (version.seq > (shelf.listedTo ?? 0) && !entry.later.includes(version.seq)) {
    entry.later.push(version.seq);
    ledger.revision++;
  }
  if (version.seq <= (entry.newest?.seq ?? 0)) return;
  entry.newest = version;
  ledger.revision++;
}

export interface SubjectList {
  /** Last sequence of the stream when it answered. */
  lastSeq: number;
  /** Of all its messages; null where it holds none. */
  meanBytes: number | null;
  /** Subjects and how many messages each has. */
  counts: ReadonlyMap<string, number>;
}

/** Takes a stream's own list of subjects, which is the truth up to its last sequence. */
export function takeSubjectList(
  ledger: ReportLedger,
  stream: string,
  { lastSeq, meanBytes, counts }: SubjectList,
): void {
  const shelf = shelfOf(ledger, stream);
  shelf.listedTo = lastSeq;
  shelf.meanBytes = meanBytes;
  for (const [subject, entry] of shelf.subjects) {
    const later = entry.later.filter((seq) => seq > lastSeq);
    if (!counts.has(subject) && later.length === 0) {
      shelf.subjects.delete(subject);
      removeFromFeature(ledger, entry);
      continue;
    }
    entry.later = later;
    entry.listed = 0;
  }
  for (const [subject, count] of counts) {
    const entry = entryOf(ledger, shelf, subject);
    if (entry !== null) entry.listed = count;
  }
  ledger.revision++;
}

/** All that came since the list, up to this sequence, is still there: it counts as listed, and need not be told apart any more. */
export function settleUpTo(ledger: ReportLedger, stream: string, lastSeq: number): void {
  const shelf = ledger.shelves.get(stream);
  if (shelf === undefined || lastSeq <= (shelf.listedTo ?? 0)) return;
  shelf.listedTo = lastSeq;
  for (const entry of shelf.subjects.values()) {
    if (entry.later.length === 0) continue;
    const later = entry.later.filter((seq) => seq > lastSeq);
    entry.listed += entry.later.length - later.length;
    entry.later = later;
  }
}

/** Throws away all that came from a stream: it was made again, or is gone. */
export function voidShelf(ledger: ReportLedger, stream: string): void {
  const shelf = ledger.shelves.get(stream);
  if (shelf === undefined) return;
  ledger.shelves.delete(stream);
  for (const entry of shelf.subjects.values()) removeFromFeature(ledger, entry);
  ledger.revision++;
}

export function versionsOf({ listed, later }: SubjectEntry): number {
  return listed + later.length;
}

function shelfOf(ledger: ReportLedger, stream: string): StreamShelf {
  const known = ledger.shelves.get(stream);
  if (known !== undefined) return known;
  const made: StreamShelf = { stream, listedTo: null, meanBytes: null, subjects: new Map() };
  ledger.shelves.set(stream, made);
  return made;
}

function entryOf(ledger: ReportLedger, shelf: StreamShelf, subject: string): SubjectEntry | null {
  const known = shelf.subjects.get(subject);
  if (known !== undefined) return known;
  const parts = partsOf(subject, ledger.head);
  if (parts === null) return null;
  if (shelf.subjects.size >= MOST_SUBJECTS) {
    ledger.notHeld++;
    return null;
  }
  const stage = stageOf(parts.agent, parts.type);
  const place = stage === null ? -1 : STAGE_NAMES.indexOf(stage);
  const made: SubjectEntry = { ...parts, place, listed: 0, later: [], newest: null };
  shelf.subjects.set(subject, made);
  const same = ledger.features.get(made.feature);
  if (same === undefined) ledger.features.set(made.feature, [made]);
  else same.push(made);
  return made;
}

function removeFromFeature({ features }: ReportLedger, entry: SubjectEntry): void {
  const rest = features.get(entry.feature)?.filter((other) => other !== entry) ?? [];
  if (rest.length === 0) features.delete(entry.feature);
  else features.set(entry.feature, rest);
}

/** Agent, type and feature of a subject below the prefix; null where it has fewer tokens. A feature may have dots. */
function partsOf(subject: string, head: string): Pick<SubjectEntry, "agent" | "type" | "feature"> | null {
  if (!subject.startsWith(head)) return null;
  const afterAgent = subject.indexOf(".", head.length);
  const afterType = subject.indexOf(".", afterAgent + 1);
  if (afterAgent < 0 || afterType < 0) return null;
  const agent = subject.slice(head.length, afterAgent);
  const type = subject.slice(afterAgent + 1, afterType);
  const feature = subject.slice(afterType + 1);
  return agent === "" || type === "" || feature === "" ? null : { agent, type, feature };
}
