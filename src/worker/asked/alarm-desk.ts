/** Asks the server what the alarms need, for as long as it may be asked: politely, one round at a time, and never again what was refused. */
import type { Session } from "../session.ts";
import type { ServerDesk } from "./server-desk.ts";
import type { StreamsDesk } from "./streams-desk.ts";
import type { AskedRule } from "#model/alarms/alarm-facts.ts";
import { ASKED_RULES } from "#model/alarms/alarm-facts.ts";
import {
  consumerConditions,
  nothingAsked,
  poisonConditions,
  serverConditions,
  streamConditions,
} from "#model/alarms/asked-conditions.ts";
import type { Found } from "#model/alarms/condition.ts";
import type { AlarmThresholds } from "#model/alarms/thresholds.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { ConsumerQuery } from "#model/streams/consumer-list.ts";
import type { ServerMs } from "#util/units.ts";

/** Those that need somebody, the worst first. */
const IN_TROUBLE: ConsumerQuery = { stream: null, q: "", verdict: "attention", sort: "verdict", order: "descending" };
const MOST_CONSUMERS = 200;
const MOST_POISON = 2000;

export type AskedFound = Readonly<Record<AskedRule, Found>>;

export class AlarmDesk {
  readonly #streams: StreamsDesk;
  readonly #servers: ServerDesk;
  readonly #session: () => Session | null;
  #found: Record<AskedRule, Found> = nothingAsked("The server was not asked yet.");
  /** Rules that this connection's login will have no answer to. */
  #refused: { session: Session; rules: Set<AskedRule> } | null = null;

  constructor(streams: StreamsDesk, servers: ServerDesk, session: () => Session | null) {
    this.#streams = streams;
    this.#servers = servers;
    this.#session = session;
  }

  /** One round. Rejects for a bug of ours only. @param now the server's time */
  async look(thresholds: AlarmThresholds, now: ServerMs): Promise<AskedFound> {
    const session = this.#session();
    if (session === null) return this.#found;
    if (this.#refused?.session !== session) this.#refused = { session, rules: new Set() };
    const { rules: refused } = this.#refused;
    if (!refused.has("stream-fill")) {
      const list = await this.#streams.list();
      this.#take(refused, streamConditions(list, thresholds));
      // Consumers are listed by stream: without streams there is nobody to ask about.
      if (isFailure(list)) this.#take(refused, { "consumer-verdict": this.#found["stream-fill"] });
    }
    if (!refused.has("consumer-verdict") && this.#found["stream-fill"].state === "judged") {
      this.#take(refused, { "consumer-verdict": consumerConditions(await this.#consumers()) });
    }
    if (!refused.has("server-health")) this.#take(refused, serverConditions(await this.#servers.list(), thresholds));
    // Nobody is asked: servers tell it, or this login may not hear it.
    const feed = await this.#streams.answer({ kind: "advisories", stream: null, limit: MOST_POISON });
    if ("poison" in feed) this.#take(refused, { "poison-messages": poisonConditions(feed, thresholds, now) });
    return this.#found;
  }

  #consumers(): ReturnType<StreamsDesk["consumers"]> {
    return this.#streams.consumers(IN_TROUBLE, MOST_CONSUMERS);
  }

  #take(refused: Set<AskedRule>, found: Partial<Record<AskedRule, Found>>): void {
    this.#found = { ...this.#found, ...found };
    for (const rule of ASKED_RULES) {
      const one = found[rule];
      if (one?.state === "not-judged" && one.final) refused.add(rule);
    }
  }
}
