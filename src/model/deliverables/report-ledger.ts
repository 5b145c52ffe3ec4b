/**
 * What is known of the reports of every stream: how many versions each subject has, from the stream's own list of subjects, and where and
 * how large its newest version is, from whatever message of it was read. No body is kept.
 */
import type { VersionFacts } from "./report.ts";
import type { StreamMessage } from "../chunk.ts";

export interface SubjectEntry {
  agent: string;
  type: string;
  feature: string;
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

export interface ReportLedger {
  /** Subjects begin with this: the deliverable system's prefix and a dot. */
  head: string;
  shelves: Map<string, StreamShelf>;
  /** Goes up with every change. */
  revision: number;
  /** Subjects let go for the bound. */
  notHeld: number;
}

/** Ten times what six streams of the wanted configuration hold. */
const MOST_SUBJECTS = 600_000;

export function createReportLedger(prefix: string): ReportLedger {
  return { head: `${prefix}.`, shelves: new Map(), revision: 0, notHeld: 0 };
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

/** Throws away all that came from a stream: it was made again, or is gone. */
export function voidShelf(ledger: ReportLedger, stream: string): void {
  if (ledger.shelves.delete(stream)) ledger.revision++;
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
  const made: SubjectEntry = { ...parts, listed: 0, later: [], newest: null };
  shelf.subjects.set(subject, made);
  return made;
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
