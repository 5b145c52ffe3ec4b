/**
 * Answers what the page asks about streams, and remembers from one look to the next what rates, trends and changes are made of. It asks only
 * when it is asked.
 */
import type { FeedIo } from "../feed.ts";
import type { Fields } from "../fields.ts";
import type { FeedSettings } from "../protocol.ts";
import type { Session } from "../session.ts";
import { AdvisoryDesk } from "./advisory-desk.ts";
import { apiCall } from "./api-call.ts";
import { ConsumersDesk } from "./consumers-desk.ts";
import { inTurns } from "./in-turns.ts";
import { readListPage } from "./list-page.ts";
import type { StreamsAnswers, StreamsRequest } from "./streams-protocol.ts";
import { readAccount, readStream, timeOf } from "./read-stream.ts";
import { subjectCounts } from "./subject-counts.ts";
import type { ApiFailure } from "../js-api.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { ConsumerDetail, ConsumerList, ConsumerQuery } from "#model/streams/consumer-list.ts";
import { driftCommand, driftOf } from "#model/streams/drift.ts";
import { replicasOf } from "#model/streams/replica-state.ts";
import type { StreamConsumers } from "#model/streams/stream-consumers.ts";
import type { StreamDetail, SubjectPage } from "#model/streams/stream-detail.ts";
import type { StreamFacts } from "#model/streams/stream-facts.ts";
import { replicaBounds } from "#model/streams/stream-findings.ts";
import type { StreamList, StreamRow } from "#model/streams/stream-list.ts";
import { accountPart, streamRow, unansweredRow } from "#model/streams/stream-list.ts";
import type { StreamWatch } from "#model/streams/stream-watch.ts";
import { watchStream } from "#model/streams/stream-watch.ts";
import type { BrokerThresholds } from "#model/streams/thresholds.ts";
import { DEFAULT_THRESHOLDS } from "#model/streams/thresholds.ts";
import { assert } from "#util/assert.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";

/** Pages of a list that are asked for at a time, once the first one has said how many there are. */
const PAGES_AT_A_TIME = 4;

/** A list that is younger than this will do for a question about consumers. */
const LIST_FRESH_MS = 4_000;
/** Whoever asks within a second of another has the same answer: a check that looks ten times a second costs what a page does. */
const SHARED_MS = 1_000;
const SUBJECTS_ANSWER_FRESH_MS = 20_000;

/** A stream as it was listed last, and what was seen of it before. */
export interface KnownStream {
  facts: StreamFacts;
  /** When it was asked for: what was known of its consumers by then is older than what it says of itself. */
  askedAt: ObserverMs;
  watch: StreamWatch | null;
}

interface SeenStream {
  facts: StreamFacts;
  at: ServerMs | null;
}

interface Listing {
  streams: SeenStream[];
  total: number;
  /** Names. */
  unanswered: string[];
  missing: AskFailure | null;
}

export class StreamsDesk {
  readonly #io: FeedIo;
  readonly #session: () => Session | null;
  readonly #thresholds: BrokerThresholds;
  readonly #watches = new Map<string, StreamWatch>();
  readonly #consumers: ConsumersDesk;
  readonly #advisories: AdvisoryDesk;
  #known = new Map<string, KnownStream>();
  #listedAt: ObserverMs = Number.NEGATIVE_INFINITY;
  #clock: { serverAt: ServerMs; at: ObserverMs } | null = null;
  #subjects: { key: string; at: ObserverMs; counts: [string, number][]; cut: boolean } | null = null;
  #last: StreamList | null = null;
  /** Two that ask at the same moment share one answer. */
  #listing: Promise<StreamList | AskFailure> | null = null;

  constructor(settings: FeedSettings, io: FeedIo, session: () => Session | null) {
    this.#io = io;
    this.#session = session;
    this.#thresholds = { ...DEFAULT_THRESHOLDS, ...settings.checks };
    this.#consumers = new ConsumersDesk(io, session, this.#thresholds);
    this.#advisories = new AdvisoryDesk(() => io.now());
  }

  /** Advisories are heard from the first moment of each connection on. */
  connectionChanged(): void {
    this.#last = null;
    this.#advisories.connected(this.#session());
  }

  /** Rejects for a bug of ours only: what a server does is an answer. */
  async answer(request: StreamsRequest): Promise<StreamsAnswers[StreamsRequest["kind"]]> {
    switch (request.kind) {
      case "streams":
        return this.list();
      case "stream":
        return this.stream(request.name);
      case "stream-subjects":
        return this.subjects(request.name, request.filter, request.from, request.limit);
      case "consumers":
        return this.consumers(request.query, request.rows);
      case "consumer-rows":
        return this.#consumers.rows(request.keys);
      case "consumer":
        return this.consumer(request.stream, request.name);
      case "stream-consumers":
        return this.consumersOf(request.streams);
      case "advisories":
        return this.#advisories.feed(request.stream, request.limit);
    }
  }

  async stream(name: string): Promise<StreamDetail | AskFailure> {
    const askedAt = this.#io.now();
    const answer = await apiCall(this.#session(), `STREAM.INFO.${name}`);
    if (!answer.ok) return answer.error;
    const facts = readStream(answer.value);
    if (facts === null) return { state: "failed", why: "refused", subject: name, detail: "the answer is no stream" };
    const row = this.#row({ facts, at: timeOf(answer.value.text("ts")) }, askedAt);
    const drift = driftOf(facts);
    const watch = this.#watches.get(name);
    return {
      row,
      drift,
      mend: drift === null ? null : driftCommand(name, drift),
      replicas: facts.cluster === null ? [] : replicasOf(facts.cluster, replicaBounds(facts, this.#thresholds)),
      points: watch?.samples.map(({ at, messages, bytes, lastSeq }) => ({ at, messages, bytes, lastSeq })) ?? [],
    };
  }

  async subjects(name: string, filter: string, from: number, limit: number): Promise<SubjectPage | AskFailure> {
    const key = `${name} ${filter}`;
    const now = this.#io.now();
    if (this.#subjects?.key !== key || now - this.#subjects.at > SUBJECTS_ANSWER_FRESH_MS) {
      const session = this.#session();
      const subject = `STREAM.INFO.${name}`;
      if (session === null) return { state: "failed", why: "not-connected", subject, detail: null };
      const found = await subjectCounts(session.api, name, filter);
      if (!found.ok) return failureOf(found.error, session.api.subject(subject));
      const counts = [...found.value.counts].sort(([, left], [, right]) => right - left);
      this.#subjects = { key, at: now, counts, cut: found.value.cut };
    }
    const { counts, cut } = this.#subjects;
    return {
      subjects: counts.slice(from, from + limit).map(([subject, messages]) => ({ subject, messages })),
      total: counts.length,
      cut,
    };
  }

  async consumers(query: ConsumerQuery, rows: number): Promise<ConsumerList | AskFailure> {
    const known = query.stream === null ? await this.#listed() : await this.#named([query.stream]);
    return known.ok ? this.#consumers.list(known.value, query, rows, this.#serverNow()) : known.error;
  }

  async consumer(stream: string, name: string): Promise<ConsumerDetail | AskFailure> {
    const known = await this.#named([stream]);
    if (!known.ok) return known.error;
    const [one] = known.value;
    assert(one, "a stream that answered is known");
    return this.#consumers.one(one, name, this.#serverNow());
  }

  async consumersOf(streams: readonly string[]): Promise<readonly StreamConsumers[] | AskFailure> {
    const known = await this.#named(streams);
    if (!known.ok) return known.error;
    return this.#consumers.ofStreams(
      known.value.filter(({ facts }) => facts.state.consumers > 0),
      this.#serverNow(),
    );
  }

  /** All streams, as new as a question about their consumers needs. */
  async #listed(): Promise<Result<KnownStream[], AskFailure>> {
    if (this.#io.now() - this.#listedAt > LIST_FRESH_MS) {
      const list = await this.list();
      if (isFailure(list)) return fail(list);
    }
    return ok([...this.#known.values()]);
  }

  /** These streams as they are known; one that nobody listed yet is asked for. */
  async #named(names: readonly string[]): Promise<Result<KnownStream[], AskFailure>> {
    const known: KnownStream[] = [];
    for (const name of names) {
      // One stream alone is looked at closely: what it says of itself is asked for anew.
      if (names.length === 1 || !this.#known.has(name)) {
        const detail = await this.stream(name);
        if (isFailure(detail) && names.length === 1) return fail(detail);
      }
      const one = this.#known.get(name);
      if (one !== undefined) known.push(one);
    }
    return ok(known);
  }

  list(): Promise<StreamList | AskFailure> {
    if (this.#last !== null && this.#io.now() - this.#listedAt < SHARED_MS) return Promise.resolve(this.#last);
    this.#listing ??= this.#list().finally(() => {
      this.#listing = null;
    });
    return this.#listing;
  }

  async #list(): Promise<StreamList | AskFailure> {
    const session = this.#session();
    const askedAt = this.#io.now();
    const [listing, account] = await Promise.all([allStreams(session), apiCall(session, "INFO")]);
    if (!listing.ok) return listing.error;
    const { streams, total, missing, unanswered } = listing.value;
    // What is gone is forgotten; of a part of a list nobody knows what is gone.
    if (missing === null) this.#forgetAllBut(new Set([...streams.map(({ facts }) => facts.name), ...unanswered]));
    const rows = streams.map((seen) => this.#row(seen, askedAt));
    rows.push(...unanswered.flatMap((name) => this.#lastRow(name) ?? []));
    this.#listedAt = this.#io.now();
    this.#last = {
      rows,
      total,
      missing,
      unanswered,
      account: account.ok ? accountPart(readAccount(account.value), this.#thresholds) : account.error,
    };
    return this.#last;
  }

  #row({ facts, at }: SeenStream, askedAt: ObserverMs): StreamRow {
    const watch = watchStream(this.#watches.get(facts.name) ?? null, facts, this.#io.now());
    this.#watches.set(facts.name, watch);
    this.#known.set(facts.name, { facts, watch, askedAt });
    if (at !== null) this.#clock = { serverAt: at, at: this.#io.now() };
    return streamRow(facts, watch, at, this.#thresholds);
  }

  /** Of a stream that does not answer, as it was seen last; null: it never was. */
  #lastRow(name: string): StreamRow | null {
    const known = this.#known.get(name);
    return known === undefined
      ? null
      : unansweredRow(streamRow(known.facts, known.watch, this.#serverNow(), this.#thresholds));
  }

  /** Null on servers that do not say (before 2.10). */
  #serverNow(): ServerMs | null {
    return this.#clock === null ? null : this.#clock.serverAt + (this.#io.now() - this.#clock.at);
  }

  #forgetAllBut(names: ReadonlySet<string>): void {
    for (const name of this.#watches.keys()) if (!names.has(name)) this.#watches.delete(name);
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
  }
}

/** All pages; where one of them fails, what came is a part and says why. */
async function allStreams(session: Session | null): Promise<Result<Listing, AskFailure>> {
  const first = await apiCall(session, "STREAM.LIST", { offset: 0 });
  if (!first.ok) return fail(first.error);
  const { total, step } = readListPage(first.value, streamsOf(first.value).length);
  const offsets: number[] = [];
  for (let offset = step; offset < total; offset += step) offsets.push(offset);
  const rest = await inTurns(offsets, PAGES_AT_A_TIME, (offset) => apiCall(session, "STREAM.LIST", { offset }));
  const byName = new Map<string, SeenStream>();
  const unanswered = new Set<string>();
  let missing: AskFailure | null = null;
  for (const answer of [first, ...rest]) {
    if (!answer.ok) {
      missing ??= answer.error;
      continue;
    }
    for (const seen of streamsOf(answer.value)) byName.set(seen.facts.name, seen);
    for (const name of readListPage(answer.value, 0).unanswered) unanswered.add(name);
  }
  // A server that knows that a stream is offline lists it both ways: what it says then is the configuration alone.
  for (const name of unanswered) byName.delete(name);
  return ok({
    streams: [...byName.values()],
    total: Math.max(total, byName.size + unanswered.size),
    missing,
    unanswered: [...unanswered],
  });
}

function failureOf(failure: ApiFailure, subject: string): AskFailure {
  const because = (why: AskFailure["why"], detail: string | null = null): AskFailure => ({
    state: "failed",
    why,
    subject,
    detail,
  });
  switch (failure.kind) {
    case "no-stream":
    case "no-message":
      return because("gone");
    case "closed":
      return because("not-connected");
    case "other":
      return because("refused", failure.description);
    case "timeout":
    case "no-responders":
    case "forbidden":
    case "no-jetstream":
      return because(failure.kind);
  }
}

function streamsOf(page: Fields): SeenStream[] {
  return page.objects("streams").flatMap((info) => {
    const facts = readStream(info);
    return facts === null ? [] : [{ facts, at: timeOf(info.text("ts")) }];
  });
}
