/**
 * Answers what the page asks about reports. What the streams hold is taken from their own lists of subjects; ages and sizes from whatever
 * message the feed brought or, for rows on the screen, from the newest message of each subject. No consumer is made.
 */
import type { ApiFailure } from "../js-api.ts";
import type { FeedSettings } from "../protocol.ts";
import type { Session } from "../session.ts";
import { waysToRead } from "../ways.ts";
import type {
  DeliverableFill,
  DeliverableShelf,
  DeliverablesAnswers,
  DeliverablesRequest,
  ReportList,
} from "./deliverables-protocol.ts";
import { ReportReader } from "./report-reader.ts";
import type { StreamStand } from "./subject-counts.ts";
import { streamStand, subjectCounts } from "./subject-counts.ts";
import { STAGES } from "#contract/streams.ts";
import { deliverableSubject, everythingBelow } from "#contract/subjects.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { Chunk } from "#model/chunk.ts";
import { featureFacts } from "#model/deliverables/features.ts";
import { listFeatures } from "#model/deliverables/list-features.ts";
import type { FeatureFacts, ShelfGap, ShelfState } from "#model/deliverables/report.ts";
import type { ReportLedger, SubjectEntry } from "#model/deliverables/report-ledger.ts";
import {
  createReportLedger,
  noteReports,
  noteVersion,
  settleUpTo,
  takeSubjectList,
  versionsOf,
  voidShelf,
} from "#model/deliverables/report-ledger.ts";

/** Each brings its body: a few at a time, so that a newer question need not wait for an older one. */
const READ_AT_A_TIME = 24;
const READ_BYTES_AT_A_TIME = 2 ** 20;
/** A large body takes its time. */
const PATIENCE_MS = 10_000;
const MOST_ROWS = 500;

interface Unread {
  stream: string;
  unread: [subject: string, SubjectEntry][];
}

export class ReportDesk {
  readonly #settings: FeedSettings;
  readonly #session: () => Session | null;
  readonly #ledger: ReportLedger;
  readonly #stands = new Map<string, StreamStand>();
  readonly #reader: ReportReader;
  #shelf: ShelfState = { state: "loading" };
  #listing: Promise<AskFailure | null> | null = null;
  /** Nobody asked yet: what comes is not noted, for the streams' own lists tell of it when somebody does. */
  #asleep = true;
  #reading = 0;
  /** Those whose newest version was asked for in vain. */
  #inVain = new WeakSet<SubjectEntry>();

  constructor(settings: FeedSettings, session: () => Session | null) {
    this.#settings = settings;
    this.#session = session;
    this.#ledger = createReportLedger(settings.prefixes.deliverables);
    this.#reader = new ReportReader({
      settings,
      ledger: this.#ledger,
      session,
      allowDirect: (stream) => this.#allowsDirect(stream),
      listed: async () => void (await this.#takeStock()),
    });
  }

  note({ stream, messages }: Chunk): void {
    if (!this.#asleep) noteReports(this.#ledger, stream, messages);
  }

  reset(stream: string): void {
    this.#stands.delete(stream);
    this.#reader.reset(stream);
    voidShelf(this.#ledger, stream);
  }

  async answer(request: DeliverablesRequest): Promise<DeliverablesAnswers[DeliverablesRequest["kind"]]> {
    this.#asleep = false;
    switch (request.kind) {
      case "deliverable-shelf":
        return this.#takeStock();
      case "deliverable-list":
        // The first list is worth its wait: an empty one before it would be taken for the truth.
        if (this.#shelf.state === "loading") await this.#takeStock();
        return listFeatures(this.#ledger.features, request.query);
      case "deliverable-rows":
        return this.#rows(request.features.slice(0, MOST_ROWS), request.read);
      case "deliverable-fill":
        return this.#fill(request.maxBytes);
      case "deliverable-reports":
        return this.#reports(request.limit);
      case "report-versions":
        return this.#reader.versions(request);
      case "report":
        return this.#reader.report(request, request.seq, request.raw);
      case "report-changes":
        return this.#reader.changes(request.stream, request.seq, request.against);
    }
  }

  // ---- what the streams hold

  async #takeStock(): Promise<DeliverableShelf | AskFailure> {
    this.#listing ??= this.#list().finally(() => {
      this.#listing = null;
    });
    const failure = await this.#listing;
    if (failure !== null) return failure;
    return {
      shelf: this.#shelf,
      revision: this.#ledger.revision,
      ...this.#estimate(),
    };
  }

  async #list(): Promise<AskFailure | null> {
    const session = this.#session();
    const names = session === null ? failed("not-connected") : await this.#streamNames(session);
    if (session === null || "state" in names) return "state" in names ? names : failed("not-connected");
    if (names.length === 0) {
      for (const stream of this.#ledger.shelves.keys()) this.reset(stream);
      this.#shelf = { state: "no-stream" };
      return null;
    }
    const gaps = await Promise.all(names.map((stream) => this.#listStream(session, stream)));
    // What came over a connection that is gone is a part at best.
    if (this.#session() !== session) return failed("not-connected");
    for (const stream of this.#ledger.shelves.keys()) if (!names.includes(stream)) this.reset(stream);
    const missing = gaps.filter((gap) => gap !== null);
    this.#shelf = missing.length === 0 ? { state: "whole" } : { state: "part", missing };
    return null;
  }

  async #streamNames(session: Session): Promise<readonly string[] | AskFailure> {
    if (this.#settings.streams !== null) return this.#settings.streams;
    const names = await session.api.streamNames(everythingBelow(this.#settings.prefixes.deliverables));
    if (names.ok) return names.value;
    switch (names.error.kind) {
      case "closed":
        return failed("not-connected");
      case "no-jetstream":
      case "no-stream":
        return [];
      case "forbidden":
      case "no-responders":
      case "no-message":
        // Which there are may not be asked here: the usual ones tell for themselves.
        return STAGES.map(({ stream }) => stream);
      case "timeout":
      case "other":
        return failed("timeout");
    }
  }

  async #listStream(session: Session, stream: string): Promise<ShelfGap | null> {
    const known = this.#stands.get(stream);
    if (known !== undefined) {
      const now = await streamStand(session.api, stream);
      if (!now.ok) return this.#gap(stream, now.error);
      this.#stands.set(stream, now.value);
      // Nothing went since: what came is told by the feed, and the list need not be sent again.
      if (lostNothing(known, now.value) && this.#heardAll(stream, known, now.value)) {
        settleUpTo(this.#ledger, stream, now.value.lastSeq);
        return null;
      }
      if (known.created !== now.value.created) {
        this.#reader.reset(stream);
        voidShelf(this.#ledger, stream);
      }
    }
    const filter = everythingBelow(this.#settings.prefixes.deliverables);
    const listed = await subjectCounts(session.api, stream, filter);
    if (!listed.ok) return this.#gap(stream, listed.error);
    const { stand, counts, cut } = listed.value;
    this.#stands.set(stream, stand);
    const meanBytes = stand.messages === 0 ? null : stand.bytes / stand.messages;
    takeSubjectList(this.#ledger, stream, { lastSeq: stand.lastSeq, meanBytes, counts });
    return cut ? { stream, reason: "too-many" } : null;
  }

  /** Whether the feed told of every message that came since the list. */
  #heardAll(stream: string, before: StreamStand, now: StreamStand): boolean {
    if (now.lastSeq === before.lastSeq) return true;
    const shelf = this.#ledger.shelves.get(stream);
    if (shelf === undefined) return false;
    let held = 0;
    for (const { listed, later } of shelf.subjects.values()) held += listed + later.length;
    return held === now.messages;
  }

  #gap(stream: string, failure: ApiFailure): ShelfGap {
    switch (failure.kind) {
      case "no-stream":
        this.reset(stream);
        return { stream, reason: "gone" };
      case "forbidden":
        return { stream, reason: "forbidden" };
      case "no-responders":
      case "no-jetstream":
      case "no-message":
      case "timeout":
      case "closed":
      case "other":
        return { stream, reason: "unanswered" };
    }
  }

  #estimate(): Pick<DeliverableShelf, "estimatedBytes" | "unreadBytes"> {
    let [read, unread] = [0, 0];
    for (const { subjects, meanBytes } of this.#ledger.shelves.values()) {
      for (const { newest } of subjects.values()) {
        if (newest === null) unread += meanBytes ?? 0;
        else read += newest.bytes;
      }
    }
    return { estimatedBytes: this.#shelf.state === "loading" ? null : read + unread, unreadBytes: unread };
  }

  // ---- rows

  async #rows(names: readonly string[], read: boolean): Promise<FeatureFacts[]> {
    if (read) {
      this.#reading += 1;
      await this.#readNewest(names, this.#reading);
    }
    return names.flatMap((feature) => {
      const entries = this.#ledger.features.get(feature);
      return entries === undefined ? [] : [featureFacts(feature, entries)];
    });
  }

  async #reports(limit: number): Promise<ReportList | AskFailure> {
    const stock = await this.#takeStock();
    if (isFailure(stock)) return stock;
    const names: string[] = [];
    let count = 0;
    for (const [feature, entries] of this.#ledger.features) {
      if (count >= limit) break;
      names.push(feature);
      count += entries.length;
    }
    await this.#readNewest(names, null);
    const reports = names.flatMap((feature) =>
      (this.#ledger.features.get(feature) ?? []).map((entry) => ({
        feature,
        agent: entry.agent,
        type: entry.type,
        newest: entry.newest,
        versions: versionsOf(entry),
      })),
    );
    return { shelf: this.#shelf, reports: reports.slice(0, Math.max(0, limit)) };
  }

  async #fill(maxBytes: number): Promise<DeliverableFill | AskFailure> {
    const wanted = this.#unread(maxBytes);
    const read = ({ stream, unread }: Unread) =>
      this.#readNewestOf(
        stream,
        unread.map(([subject]) => subject),
        null,
      );
    await Promise.all(wanted.map(read));
    if (this.#session() === null) return failed("not-connected");
    for (const { unread } of wanted) {
      for (const [, entry] of unread) if (entry.newest === null) this.#inVain.add(entry);
    }
    let left = 0;
    for (const { unread } of this.#unread(Number.POSITIVE_INFINITY)) left += unread.length;
    return { left };
  }

  /** The first that were not read yet, of about so many bytes in all. */
  #unread(maxBytes: number): Unread[] {
    const found: Unread[] = [];
    let bytes = 0;
    for (const { stream, subjects, meanBytes } of this.#ledger.shelves.values()) {
      const unread: Unread["unread"] = [];
      for (const one of subjects) {
        if (bytes >= maxBytes) break;
        if (!this.#isUnread(one[1])) continue;
        bytes += meanBytes ?? 0;
        unread.push(one);
      }
      if (unread.length > 0) found.push({ stream, unread });
    }
    return found;
  }

  #isUnread(entry: SubjectEntry): boolean {
    return entry.newest === null && !this.#inVain.has(entry);
  }

  /** @param question ends when a later one is asked; null: goes on */
  async #readNewest(names: readonly string[], question: number | null): Promise<void> {
    const wanted = new Set(names);
    const unread = [...this.#ledger.shelves.values()].map(({ stream, subjects }) => ({
      stream,
      subjects: names.flatMap((feature) =>
        (this.#ledger.features.get(feature) ?? []).flatMap((entry) => {
          const subject = this.#subjectOf(entry);
          return entry.newest === null && wanted.has(entry.feature) && subjects.get(subject) === entry ? [subject] : [];
        }),
      ),
    }));
    await Promise.all(unread.map(({ stream, subjects }) => this.#readNewestOf(stream, subjects, question)));
  }

  async #readNewestOf(stream: string, subjects: readonly string[], question: number | null): Promise<void> {
    const meanBytes = this.#ledger.shelves.get(stream)?.meanBytes ?? 1;
    const atATime = Math.max(1, Math.min(READ_AT_A_TIME, Math.floor(READ_BYTES_AT_A_TIME / Math.max(1, meanBytes))));
    for (let at = 0; at < subjects.length; at += atATime) {
      const session = this.#session();
      if (session === null || (question !== null && question !== this.#reading)) return;
      const page = subjects.slice(at, at + atATime);
      for (const reader of waysToRead(session, { name: stream, allowDirect: this.#allowsDirect(stream) })) {
        const failure = await reader.newestOf(
          page,
          ({ subject, seq, at: storedAt, data }) =>
            noteVersion(this.#ledger, subject, { stream, seq, at: storedAt, bytes: data.length }),
          PATIENCE_MS,
        );
        if (failure === null || failure === "closed") break;
      }
    }
  }

  #allowsDirect(stream: string): boolean {
    return this.#stands.get(stream)?.allowDirect ?? false;
  }

  #subjectOf({ agent, type, feature }: Pick<SubjectEntry, "agent" | "type" | "feature">): string {
    return deliverableSubject(agent, type, feature, this.#settings.prefixes);
  }
}

function failed(why: AskFailure["why"]): AskFailure {
  return { state: "failed", why, subject: "STREAM.NAMES", detail: null };
}

/** Nothing that was there has gone: messages only came to it. */
function lostNothing(before: StreamStand, now: StreamStand): boolean {
  return (
    now.created === before.created &&
    now.firstSeq === before.firstSeq &&
    now.deleted === before.deleted &&
    now.lastSeq >= before.lastSeq
  );
}
