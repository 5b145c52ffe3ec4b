/**
 * Answers what the page asks about consumers. Those of a few streams are asked for stream by stream; those of many by one question to the
 * servers, or, where this login may not ask it, stream by stream at a pace: fast the first time, then slowly, for as long as somebody looks.
 */
import type { FeedIo } from "../feed.ts";
import type { Session } from "../session.ts";
import { allConsumers } from "./all-consumers.ts";
import { apiCall } from "./api-call.ts";
import { inTurns } from "./in-turns.ts";
import { readListPage } from "./list-page.ts";
import { readConsumer } from "./read-consumer.ts";
import type { KnownStream } from "./streams-desk.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { ConsumerFacts } from "#model/streams/consumer-facts.ts";
import { consumerKey } from "#model/streams/consumer-facts.ts";
import type { ConsumerDetail, ConsumerList, ConsumerQuery, ConsumerRow } from "#model/streams/consumer-list.ts";
import { consumerRow, countVerdicts, listConsumers } from "#model/streams/consumer-list.ts";
import { isPendingApproximate } from "#model/streams/consumer-verdict.ts";
import type { ConsumerSample } from "#model/streams/samples.ts";
import { addSample, consumerTrend, streamTrend } from "#model/streams/samples.ts";
import type { StreamConsumers } from "#model/streams/stream-consumers.ts";
import { streamConsumers } from "#model/streams/stream-consumers.ts";
import type { BrokerThresholds } from "#model/streams/thresholds.ts";
import type { VerdictWatch } from "#model/streams/verdict-watch.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

/** Up to so many streams are asked one by one, each for its own consumers: what the leader says is newer than any summary. */
const FEW_STREAMS = 12;
const AT_A_TIME = 6;
/** Requests a second while everything is asked for the first time, and afterwards. */
const FIRST_PACE = 200;
const LATER_PACE = 12;
const MOST_UNDER_WAY = 32;
/** How long a question waits for the streams that were not asked yet. */
const PATIENCE_MS = 3 * SECOND_MS;
/** Nobody asked for so long: nobody looks. */
const LOOKED_MS = 30 * SECOND_MS;
/** Two pages that ask at once share what came. */
const FRESH_MS = 2 * SECOND_MS;

/** Of each of ten thousand consumers: enough for a minute's trend, and thinner further back. */
const MOST_SAMPLES = 24;

interface HeldConsumer {
  row: ConsumerRow;
  samples: readonly ConsumerSample[];
  watch: VerdictWatch;
}

interface HeldStream {
  at: ObserverMs;
  /** By name. */
  consumers: Map<string, HeldConsumer>;
  unanswered: readonly string[];
}

interface FoundConsumers {
  consumers: readonly ConsumerFacts[];
  /** Names that did not answer. */
  unanswered: readonly string[];
}

export class ConsumersDesk {
  readonly #io: FeedIo;
  readonly #session: () => Session | null;
  readonly #thresholds: BrokerThresholds;
  readonly #held = new Map<string, HeldStream>();
  #failures = new Map<string, AskFailure>();
  #walking: Promise<void> | null = null;
  #lookedAt: ObserverMs = Number.NEGATIVE_INFINITY;
  /** Of the connection of the moment: false once it was refused. */
  #oneQuestion: { session: Session; works: boolean } | null = null;

  constructor(io: FeedIo, session: () => Session | null, thresholds: BrokerThresholds) {
    this.#io = io;
    this.#session = session;
    this.#thresholds = thresholds;
  }

  /** @param known the account's streams as they were listed last */
  async list(
    known: readonly KnownStream[],
    query: ConsumerQuery,
    rows: number,
    now: ServerMs | null,
  ): Promise<ConsumerList | AskFailure> {
    const session = this.#session();
    if (session === null) return { state: "failed", why: "not-connected", subject: "CONSUMER.LIST", detail: null };
    this.#forget(known);
    const asked = known.filter(({ facts }) =>
      query.stream === null ? facts.state.consumers > 0 : facts.name === query.stream,
    );
    const how = await this.#refresh(session, asked, now);
    // A stream that went between its list and this one takes its consumers along: that is missing nothing.
    const there = asked.filter(({ facts }) => query.stream !== null || this.#failures.get(facts.name)?.why !== "gone");
    const failed = there.flatMap(({ facts }) => {
      const failure = this.#failures.get(facts.name);
      return failure === undefined ? [] : [{ stream: facts.name, failure }];
    });
    const done = there.filter(({ facts }) => this.#held.has(facts.name));
    const [first] = failed;
    if (done.length === 0 && first !== undefined) return first.failure;
    const all = done.flatMap(({ facts }) => this.#rowsOf(facts.name));
    const shown = listConsumers(all, query);
    return {
      ids: shown.map(({ key }) => key),
      rows: shown.slice(0, rows),
      total: there.reduce((sum, { facts }) => {
        const held = this.#held.get(facts.name);
        return sum + (held === undefined ? facts.state.consumers : held.consumers.size + held.unanswered.length);
      }, 0),
      counts: countVerdicts(all),
      streams: { asked: done.length, of: there.length },
      how,
      missing: first === undefined ? null : { failure: first.failure, streams: failed.map(({ stream }) => stream) },
      unanswered: done.flatMap(({ facts: { name: stream } }) =>
        (this.#held.get(stream)?.unanswered ?? []).map((name) => consumerKey({ stream, name })),
      ),
      pendingApproximate: isPendingApproximate(session.server.version),
    };
  }

  /** Rows from memory; those that are not held are left out. */
  rows(keys: readonly string[]): ConsumerRow[] {
    return keys.flatMap((key) => {
      const slash = key.indexOf("/");
      return this.#held.get(key.slice(0, slash))?.consumers.get(key.slice(slash + 1))?.row ?? [];
    });
  }

  /** Consumers of some streams in short, such as of those whose rows are on the screen. */
  async ofStreams(known: readonly KnownStream[], now: ServerMs | null): Promise<StreamConsumers[]> {
    const session = this.#session();
    if (session !== null) {
      await inTurns(
        known.filter((stream) => !this.#isFresh(stream)),
        AT_A_TIME,
        (stream) => this.#ask(session, stream, now),
      );
    }
    return known.map(({ facts: { name } }) =>
      streamConsumers(name, this.#rowsOf(name), this.#failures.get(name) ?? null),
    );
  }

  /** One consumer, asked for by itself. */
  async one(known: KnownStream, name: string, now: ServerMs | null): Promise<ConsumerDetail | AskFailure> {
    const session = this.#session();
    const stream = known.facts.name;
    const answer = await apiCall(session, `CONSUMER.INFO.${stream}.${name}`);
    const held = this.#held.get(stream);
    if (!answer.ok) {
      if (answer.error.why === "gone") held?.consumers.delete(name);
      return answer.error;
    }
    const facts = readConsumer(answer.value);
    if (facts === null) return { state: "failed", why: "refused", subject: name, detail: "the answer is no consumer" };
    const one = this.#judge(known, facts, held?.consumers.get(name), now);
    held?.consumers.set(name, one);
    return {
      row: one.row,
      points: one.samples.map(({ at, pending }) => ({ at, pending })),
      pendingApproximate: isPendingApproximate(session?.server.version ?? ""),
    };
  }

  async #refresh(
    session: Session,
    streams: readonly KnownStream[],
    now: ServerMs | null,
  ): Promise<ConsumerList["how"]> {
    if (streams.length <= FEW_STREAMS) {
      await inTurns(
        streams.filter((stream) => !this.#isFresh(stream)),
        AT_A_TIME,
        (stream) => this.#ask(session, stream, now),
      );
      return "stream-by-stream";
    }
    if (this.#oneQuestion?.session !== session) this.#oneQuestion = { session, works: true };
    if (this.#oneQuestion.works) {
      if (streams.every((stream) => this.#isFresh(stream))) return "one-question";
      const found = await allConsumers(
        session,
        streams.map(({ facts }) => facts),
      );
      if (found !== null) {
        for (const stream of streams) {
          this.#take(stream, { consumers: found.get(stream.facts.name) ?? [], unanswered: [] }, now);
        }
        return "one-question";
      }
      if (this.#session() === session) this.#oneQuestion.works = false;
    }
    this.#lookedAt = this.#io.now();
    this.#walking ??= this.#walk(session, streams, now).finally(() => {
      this.#walking = null;
    });
    if (streams.some(({ facts }) => !this.#held.has(facts.name))) {
      await Promise.race([this.#walking, this.#sleep(PATIENCE_MS)]);
    }
    return "stream-by-stream";
  }

  /** Asks stream after stream, those never asked first, and stops when nobody looks any more. */
  async #walk(session: Session, streams: readonly KnownStream[], now: ServerMs | null): Promise<void> {
    const due = streams.toSorted(
      (left, right) => (this.#held.get(left.facts.name)?.at ?? 0) - (this.#held.get(right.facts.name)?.at ?? 0),
    );
    const underWay = new Set<Promise<void>>();
    for (const stream of due) {
      if (this.#session() !== session || this.#io.now() - this.#lookedAt > LOOKED_MS) break;
      const pace = this.#held.has(stream.facts.name) ? LATER_PACE : FIRST_PACE;
      const asking = this.#ask(session, stream, now).finally(() => underWay.delete(asking));
      underWay.add(asking);
      await this.#sleep(SECOND_MS / pace);
      // A server that is slower than that is given its time.
      if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
    }
    await Promise.all(underWay);
  }

  #isFresh({ facts }: KnownStream): boolean {
    const held = this.#held.get(facts.name);
    return held !== undefined && this.#io.now() - held.at < FRESH_MS;
  }

  async #ask(session: Session, stream: KnownStream, now: ServerMs | null): Promise<void> {
    const answer = await consumersOf(session, stream.facts.name);
    if (answer.ok) this.#take(stream, answer.value, now);
    else this.#failures.set(stream.facts.name, answer.error);
  }

  #take(known: KnownStream, { consumers, unanswered }: FoundConsumers, now: ServerMs | null): void {
    const { name } = known.facts;
    const before = this.#held.get(name);
    const judged = new Map(
      consumers.map((facts) => [facts.name, this.#judge(known, facts, before?.consumers.get(facts.name), now)]),
    );
    this.#held.set(name, { at: this.#io.now(), consumers: judged, unanswered });
    this.#failures.delete(name);
  }

  #judge(
    { facts: stream, watch: streamWatch, askedAt }: KnownStream,
    facts: ConsumerFacts,
    before: HeldConsumer | undefined,
    now: ServerMs | null,
  ): HeldConsumer {
    const at = this.#io.now();
    // Made anew under the same name, it begins anew.
    const same = before?.row.facts.created === facts.created ? before : undefined;
    const sample = {
      at,
      pending: facts.pending,
      deliveredSeq: facts.delivered.consumerSeq,
      ackFloorSeq: facts.ackFloor.consumerSeq,
    };
    const samples = addSample(same?.samples ?? [], sample, MOST_SAMPLES);
    const look = {
      facts,
      trend: consumerTrend(samples),
      stream,
      streamTrend: streamWatch === null ? null : streamTrend(streamWatch.samples),
      deliveredBefore: same !== undefined && same.row.at <= askedAt ? same.row.facts.delivered.streamSeq : null,
      now,
    };
    return { ...consumerRow(look, same?.watch ?? null, at, this.#thresholds), samples };
  }

  #rowsOf(stream: string): ConsumerRow[] {
    return [...(this.#held.get(stream)?.consumers.values() ?? [])].map(({ row }) => row);
  }

  #forget(known: readonly KnownStream[]): void {
    const names = new Set(known.map(({ facts }) => facts.name));
    for (const name of this.#held.keys()) if (!names.has(name)) this.#held.delete(name);
    for (const name of this.#failures.keys()) if (!names.has(name)) this.#failures.delete(name);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#io.setTimer(resolve, ms);
    });
  }
}

/** All pages. */
async function consumersOf(session: Session, stream: string): Promise<Result<FoundConsumers, AskFailure>> {
  const consumers = new Map<string, ConsumerFacts>();
  const unanswered = new Set<string>();
  for (let offset = 0; ;) {
    const answer = await apiCall(session, `CONSUMER.LIST.${stream}`, { offset });
    if (!answer.ok) return fail(answer.error);
    const found = answer.value.objects("consumers").flatMap((info) => readConsumer(info) ?? []);
    for (const facts of found) consumers.set(facts.name, facts);
    const page = readListPage(answer.value, found.length);
    for (const name of page.unanswered) unanswered.add(name);
    offset += page.step;
    if (offset >= page.total) break;
  }
  // A server that knows that a consumer is offline lists it both ways: what it says then is the configuration alone.
  for (const name of unanswered) consumers.delete(name);
  return ok({ consumers: [...consumers.values()], unanswered: [...unanswered] });
}
