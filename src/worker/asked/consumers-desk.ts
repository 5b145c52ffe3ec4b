/**
 * Answers what the page asks about consumers. Those of a few streams are asked for stream by stream; those of many by one question to the
 * servers, or, where this login may not ask it, stream by stream at a pace: fast the first time, then slowly, for as long as somebody looks.
 */
import type { FeedIo } from "../feed.ts";
import type { Session } from "../session.ts";
import { allConsumers } from "./all-consumers.ts";
import { apiCall } from "./api-call.ts";
import { inTurns } from "./in-turns.ts";
import { readConsumer } from "./read-consumer.ts";
import type { KnownStream } from "./streams-desk.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { ConsumerFacts } from "#model/streams/consumer-facts.ts";
import type { ConsumerList, ConsumerQuery, ConsumerRow } from "#model/streams/consumer-list.ts";
import { consumerRow, countVerdicts, listConsumers } from "#model/streams/consumer-list.ts";
import { isPendingApproximate } from "#model/streams/consumer-verdict.ts";
import type { ConsumerSample } from "#model/streams/samples.ts";
import { addSample, consumerTrend, streamTrend } from "#model/streams/samples.ts";
import type { BrokerThresholds } from "#model/streams/thresholds.ts";
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
/** How long a question waits for the streams that were not asked yet. */
const PATIENCE_MS = 3 * SECOND_MS;
/** Nobody asked for so long: nobody looks. */
const LOOKED_MS = 30 * SECOND_MS;
/** Two pages that ask at once share what came. */
const FRESH_MS = 2 * SECOND_MS;

interface HeldStream {
  at: ObserverMs;
  rows: ReadonlyMap<string, ConsumerRow>;
  samples: ReadonlyMap<string, readonly ConsumerSample[]>;
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
    const failures = asked.flatMap(({ facts }) => this.#failures.get(facts.name) ?? []);
    const done = asked.filter(({ facts }) => this.#held.has(facts.name));
    const [failure] = failures;
    if (done.length === 0 && failure !== undefined) return failure;
    const all = done.flatMap(({ facts }) => [...(this.#held.get(facts.name)?.rows.values() ?? [])]);
    const shown = listConsumers(all, query);
    return {
      ids: shown.map(({ key }) => key),
      rows: shown.slice(0, rows),
      total: asked.reduce(
        (sum, { facts }) => sum + (this.#held.get(facts.name)?.rows.size ?? facts.state.consumers),
        0,
      ),
      counts: countVerdicts(all),
      streams: { asked: done.length, of: asked.length },
      how,
      missing: failure ?? null,
      pendingApproximate: isPendingApproximate(session.server.version),
    };
  }

  /** Rows from memory; those that are not held are left out. */
  rows(keys: readonly string[]): ConsumerRow[] {
    return keys.flatMap((key) => {
      const slash = key.indexOf("/");
      return this.#held.get(key.slice(0, slash))?.rows.get(key.slice(slash + 1)) ?? [];
    });
  }

  /** Consumers of some streams, such as those whose rows are on the screen. */
  async ofStreams(known: readonly KnownStream[], now: ServerMs | null): Promise<ConsumerRow[]> {
    const session = this.#session();
    if (session !== null) {
      await inTurns(
        known.filter((stream) => !this.#isFresh(stream)),
        AT_A_TIME,
        (stream) => this.#ask(session, stream, now),
      );
    }
    return known.flatMap(({ facts }) => [...(this.#held.get(facts.name)?.rows.values() ?? [])]);
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
        for (const stream of streams) this.#take(stream, found.get(stream.facts.name) ?? [], now);
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
    const answers: Promise<void>[] = [];
    for (const stream of due) {
      if (this.#session() !== session || this.#io.now() - this.#lookedAt > LOOKED_MS) break;
      const pace = this.#held.has(stream.facts.name) ? LATER_PACE : FIRST_PACE;
      answers.push(this.#ask(session, stream, now));
      await this.#sleep(SECOND_MS / pace);
    }
    await Promise.all(answers);
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

  #take({ facts: stream, watch }: KnownStream, consumers: readonly ConsumerFacts[], now: ServerMs | null): void {
    const at = this.#io.now();
    const before = this.#held.get(stream.name);
    const samples = new Map<string, readonly ConsumerSample[]>();
    const rows = new Map<string, ConsumerRow>();
    for (const facts of consumers) {
      const sample = {
        at,
        pending: facts.pending,
        deliveredSeq: facts.delivered.consumerSeq,
        ackFloorSeq: facts.ackFloor.consumerSeq,
      };
      // Made anew under the same name, it begins anew.
      const same = before?.rows.get(facts.name)?.facts.created === facts.created;
      const seen = addSample(same ? (before?.samples.get(facts.name) ?? []) : [], sample);
      samples.set(facts.name, seen);
      const look = {
        facts,
        trend: consumerTrend(seen),
        stream,
        streamTrend: watch === null ? null : streamTrend(watch.samples),
        now,
      };
      rows.set(facts.name, consumerRow(look, at, this.#thresholds));
    }
    this.#held.set(stream.name, { at, rows, samples });
    this.#failures.delete(stream.name);
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
async function consumersOf(session: Session, stream: string): Promise<Result<ConsumerFacts[], AskFailure>> {
  const consumers: ConsumerFacts[] = [];
  for (;;) {
    const page = await apiCall(session, `CONSUMER.LIST.${stream}`, { offset: consumers.length });
    if (!page.ok) return fail(page.error);
    const found = page.value.objects("consumers").flatMap((info) => readConsumer(info) ?? []);
    consumers.push(...found);
    if (found.length === 0 || consumers.length >= (page.value.number("total") ?? 0)) return ok(consumers);
  }
}
