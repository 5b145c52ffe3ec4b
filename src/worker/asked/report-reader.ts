/** One report's versions and bodies. The bodies read last are kept, within a bound: a report is looked at in several shapes, one after the other. */
import type { FeedSettings, StoredMessageAnswer } from "../protocol.ts";
import type { Session } from "../session.ts";
import { readStoredMessage } from "../stored-message.ts";
import { waysToRead } from "../ways.ts";
import { compareLines, compareTexts } from "./compare-texts.ts";
import type { ReportAnswer, ReportChangesAnswer, ReportId, ReportVersions } from "./deliverables-protocol.ts";
import { subjectVersions } from "./subject-versions.ts";
import { deliverableSubject } from "#contract/subjects.ts";
import { diffRows } from "#model/deliverables/diff-rows.ts";
import type { ReportLedger, SubjectEntry } from "#model/deliverables/report-ledger.ts";
import { noteVersion, versionsOf } from "#model/deliverables/report-ledger.ts";
import { rawPages, reportPages } from "#model/deliverables/report-pages.ts";

/** One body of 10 MiB is one answer. */
const PATIENCE_MS = 12_000;
const MOST_KEPT_BYTES = 24 * 2 ** 20;
const MOST_CHANGES = 3_000;

export interface ReportPlace {
  settings: FeedSettings;
  ledger: ReportLedger;
  session(): Session | null;
  allowDirect(stream: string): boolean;
  /** Resolves once the streams said what they hold, or could not. */
  listed(): Promise<void>;
}

interface Stored {
  stream: string;
  seq: number;
  subject: string;
  at: number;
  data: Uint8Array;
}

interface Held {
  stream: string;
  subject: string;
  entry: SubjectEntry;
}

export class ReportReader {
  readonly #place: ReportPlace;
  /** The one read last comes last. */
  #kept: Stored[] = [];

  constructor(place: ReportPlace) {
    this.#place = place;
  }

  /** Sequences of this stream mean other messages now. */
  reset(stream: string): void {
    this.#kept = this.#kept.filter((one) => one.stream !== stream);
  }

  async versions(id: ReportId): Promise<ReportVersions> {
    const held = await this.#find(id);
    if (held === null) return { state: "held", versions: [], cut: false };
    const { stream, subject, entry } = held;
    const session = this.#place.session();
    if (session === null) return { state: "not-connected" };
    const { newest } = entry;
    // The only one is known: its body need not cross to say where it is.
    if (newest !== null && versionsOf(entry) === 1) return { state: "held", versions: [newest], cut: false };
    const found = await subjectVersions(session.api, stream, subject, this.#place.allowDirect(stream));
    if (found.state === "held" && found.versions[0] !== undefined) {
      noteVersion(this.#place.ledger, subject, found.versions[0]);
    }
    return found;
  }

  /** @param seq null: the newest version */
  async report(id: ReportId, seq: number | null, raw: boolean): Promise<ReportAnswer> {
    const held = await this.#find(id);
    if (held === null) return { state: this.#place.session() === null ? "not-connected" : "gone" };
    const wanted = seq ?? held.entry.newest?.seq ?? null;
    let stored = wanted === null ? await this.#newest(held) : await this.#stored(held.stream, wanted);
    // Deleted since it was heard of: then another one is the newest.
    if (seq === null && wanted !== null && stored.state === "gone") stored = await this.#newest(held);
    if (stored.state !== "held") return { state: stored.state };
    // An address may name the sequence of another report's message.
    if (stored.subject !== held.subject) return { state: "gone" };
    const { stream, subject, at, data } = stored;
    const version = { stream, seq: stored.seq, at, bytes: data.length };
    noteVersion(this.#place.ledger, held.subject, version);
    const pages = raw ? rawPages(data) : reportPages(subject, data, this.#place.settings.prefixes);
    return { state: "held", subject, version, pages };
  }

  async changes(stream: string, seq: number, against: number): Promise<ReportChangesAnswer> {
    const [shown, older] = [await this.#stored(stream, seq), await this.#stored(stream, against)];
    if (shown.state !== "held") return { state: shown.state, which: "shown" };
    if (older.state !== "held") return { state: older.state, which: "older" };
    const textOf = ({ subject, data }: Stored) => reportPages(subject, data, this.#place.settings.prefixes).text;
    const [before, after] = [textOf(older), textOf(shown)];
    if (before === after) return { state: "compared", rows: [], more: 0 };
    const { state, parts } = compareTexts(before, after);
    const rows = diffRows(parts, compareLines);
    return { state, rows: rows.slice(0, MOST_CHANGES), more: Math.max(0, rows.length - MOST_CHANGES) };
  }

  async #find(id: ReportId): Promise<Held | null> {
    const { ledger, settings } = this.#place;
    const subject = deliverableSubject(id.agent, id.type, id.feature, settings.prefixes);
    const find = (): Held | null => {
      for (const { stream, subjects } of ledger.shelves.values()) {
        const entry = subjects.get(subject);
        if (entry !== undefined) return { stream, subject, entry };
      }
      return null;
    };
    const found = find();
    if (found !== null) return found;
    await this.#place.listed();
    return find();
  }

  async #newest({ stream, subject }: Held): Promise<StoredOr> {
    const session = this.#place.session();
    if (session === null) return { state: "not-connected" };
    let answer: StoredOr = { state: "gone" };
    for (const reader of waysToRead(session, { name: stream, allowDirect: this.#place.allowDirect(stream) })) {
      const found: Stored[] = [];
      const failed = await reader.newestOf(
        [subject],
        ({ seq, at, data }) => found.push({ stream, seq, subject, at, data }),
        PATIENCE_MS,
      );
      const [stored] = found;
      if (stored !== undefined) return this.#keep(stored);
      switch (failed) {
        case null:
          return { state: "gone" };
        case "closed":
          return { state: "not-connected" };
        case "forbidden":
          answer = { state: "forbidden" };
          break;
        case "timeout":
        case "no-responders":
          answer = { state: "unanswered" };
          break;
      }
    }
    return answer;
  }

  async #stored(stream: string, seq: number): Promise<StoredOr> {
    const kept = this.#kept.find((one) => one.stream === stream && one.seq === seq);
    if (kept !== undefined) return this.#keep(kept);
    const session = this.#place.session();
    if (session === null) return { state: "not-connected" };
    const answer = await readStoredMessage(session, stream, seq, Number.POSITIVE_INFINITY, PATIENCE_MS);
    if (answer.state !== "held") return { state: answer.state };
    const { subject, at, data } = answer;
    return this.#keep({ stream, seq, subject, at, data });
  }

  /** It moves to the end; the ones before it go where all together are too large. */
  #keep(stored: Stored): StoredOr {
    const rest = this.#kept.filter((one) => one.stream !== stored.stream || one.seq !== stored.seq);
    let bytes = stored.data.length;
    const kept = [stored];
    for (const one of rest.toReversed()) {
      bytes += one.data.length;
      if (bytes > MOST_KEPT_BYTES) break;
      kept.unshift(one);
    }
    this.#kept = kept;
    return { state: "held", ...stored };
  }
}

type StoredOr = ({ state: "held" } & Stored) | { state: Exclude<StoredMessageAnswer["state"], "held"> };
