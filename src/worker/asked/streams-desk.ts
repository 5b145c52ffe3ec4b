/**
 * Answers what the page asks about streams, and remembers from one look to the next what rates, trends and changes are made of. It asks only
 * when it is asked.
 */
import type { FeedIo } from "../feed.ts";
import type { Fields } from "../fields.ts";
import type { FeedSettings } from "../protocol.ts";
import type { Session } from "../session.ts";
import { apiCall } from "./api-call.ts";
import type { StreamsAnswers, StreamsRequest } from "./streams-protocol.ts";
import { readAccount, readStream, timeOf } from "./read-stream.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { StreamFacts } from "#model/streams/stream-facts.ts";
import type { StreamList, StreamRow } from "#model/streams/stream-list.ts";
import { accountPart, streamRow } from "#model/streams/stream-list.ts";
import type { StreamWatch } from "#model/streams/stream-watch.ts";
import { watchStream } from "#model/streams/stream-watch.ts";
import type { BrokerThresholds } from "#model/streams/thresholds.ts";
import { DEFAULT_THRESHOLDS } from "#model/streams/thresholds.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { ServerMs } from "#util/units.ts";

/** Pages of a list that are asked for at a time, once the first one has said how many there are. */
const PAGES_AT_A_TIME = 4;

interface SeenStream {
  facts: StreamFacts;
  at: ServerMs | null;
}

interface Listing {
  streams: SeenStream[];
  total: number;
  missing: AskFailure | null;
}

export class StreamsDesk {
  readonly #io: FeedIo;
  readonly #session: () => Session | null;
  readonly #thresholds: BrokerThresholds;
  readonly #watches = new Map<string, StreamWatch>();
  /** Two that ask at the same moment share one answer. */
  #listing: Promise<StreamList | AskFailure> | null = null;

  constructor(settings: FeedSettings, io: FeedIo, session: () => Session | null) {
    this.#io = io;
    this.#session = session;
    this.#thresholds = { ...DEFAULT_THRESHOLDS, ...settings.checks };
  }

  /** Rejects for a bug of ours only: what a server does is an answer. */
  answer(request: StreamsRequest): Promise<StreamsAnswers[StreamsRequest["kind"]]> {
    switch (request.kind) {
      case "streams":
        return this.list();
    }
  }

  list(): Promise<StreamList | AskFailure> {
    this.#listing ??= this.#list().finally(() => {
      this.#listing = null;
    });
    return this.#listing;
  }

  async #list(): Promise<StreamList | AskFailure> {
    const session = this.#session();
    const [listing, account] = await Promise.all([allStreams(session), apiCall(session, "INFO")]);
    if (!listing.ok) return listing.error;
    const { streams, total, missing } = listing.value;
    // What is gone is forgotten; of a part of a list nobody knows what is gone.
    if (missing === null) this.#forgetAllBut(new Set(streams.map(({ facts }) => facts.name)));
    return {
      rows: streams.map((seen) => this.#row(seen)),
      total,
      missing,
      account: account.ok ? accountPart(readAccount(account.value), this.#thresholds) : account.error,
    };
  }

  #row({ facts, at }: SeenStream): StreamRow {
    const watch = watchStream(this.#watches.get(facts.name) ?? null, facts, this.#io.now());
    this.#watches.set(facts.name, watch);
    return streamRow(facts, watch, at, this.#thresholds);
  }

  #forgetAllBut(names: ReadonlySet<string>): void {
    for (const name of this.#watches.keys()) if (!names.has(name)) this.#watches.delete(name);
  }
}

/** All pages; where one of them fails, what came is a part and says why. */
async function allStreams(session: Session | null): Promise<Result<Listing, AskFailure>> {
  const first = await apiCall(session, "STREAM.LIST", { offset: 0 });
  if (!first.ok) return fail(first.error);
  const page = streamsOf(first.value);
  const total = first.value.number("total") ?? page.length;
  const offsets: number[] = [];
  for (let offset = page.length; page.length > 0 && offset < total; offset += page.length) offsets.push(offset);
  const rest = await inTurns(offsets, PAGES_AT_A_TIME, (offset) => apiCall(session, "STREAM.LIST", { offset }));
  const byName = new Map(page.map((seen) => [seen.facts.name, seen]));
  let missing: AskFailure | null = null;
  for (const answer of rest) {
    if (!answer.ok) missing ??= answer.error;
    else for (const seen of streamsOf(answer.value)) byName.set(seen.facts.name, seen);
  }
  return ok({ streams: [...byName.values()], total: Math.max(total, byName.size), missing });
}

function streamsOf(page: Fields): SeenStream[] {
  return page.objects("streams").flatMap((info) => {
    const facts = readStream(info);
    return facts === null ? [] : [{ facts, at: timeOf(info.text("ts")) }];
  });
}

/** Runs `ask` for each, at most `atATime` under way; the answers in the order of the items. */
export async function inTurns<T, R>(items: readonly T[], atATime: number, ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) answers[index] = await ask(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
  return answers;
}
