/** Listens to what servers tell of streams and consumers. Never to the API's own advisories: those echo our every question. */
import { Fields } from "../fields.ts";
import type { Session } from "../session.ts";
import { timeOf } from "./read-stream.ts";
import type { AdvisoryFeed, AdvisoryWords } from "#model/streams/advisories.ts";
import { adviceOf, createAdvisoryLog, noteAdvisory } from "#model/streams/advisories.ts";
import type { ObserverMs } from "#util/units.ts";

const SUBJECTS = ["$JS.EVENT.ADVISORY.STREAM.>", "$JS.EVENT.ADVISORY.CONSUMER.>", "$JS.EVENT.ADVISORY.SERVER.>"];

export class AdvisoryDesk {
  readonly #log = createAdvisoryLog();
  readonly #now: () => ObserverMs;
  #session: Session | null = null;
  #since: ObserverMs | null = null;
  #refused = 0;

  constructor(now: () => ObserverMs) {
    this.#now = now;
  }

  /** The connection of the moment, whenever it may have changed. */
  connected(session: Session | null): void {
    if (session === this.#session) return;
    this.#session = session;
    if (session === null) return;
    this.#refused = 0;
    this.#since ??= this.#now();
    for (const subject of SUBJECTS) {
      session.listen(
        subject,
        ({ data }) => this.#note(data),
        () => {
          if (session === this.#session) this.#refused += 1;
        },
      );
    }
  }

  feed(stream: string | null, limit: number): AdvisoryFeed {
    const { heard, dropped } = this.#log;
    const listening =
      this.#session === null ? "not-connected" : this.#refused === SUBJECTS.length ? "forbidden" : "yes";
    return { ...adviceOf(this.#log, stream, limit), heard, dropped, listening, since: this.#since };
  }

  #note(data: Uint8Array): void {
    const fields = Fields.parse(data);
    const words = fields === null ? null : wordsOf(fields);
    if (words !== null) noteAdvisory(this.#log, words);
  }
}

function wordsOf(fields: Fields): AdvisoryWords | null {
  const type = /^io\.nats\.jetstream\.advisory\.v\d+\.(\w+)$/u.exec(fields.text("type") ?? "")?.[1];
  const at = timeOf(fields.text("timestamp"));
  if (type === undefined || at === null || type === "api_audit") return null;
  return {
    type,
    at,
    stream: fields.text("stream"),
    consumer: fields.text("consumer"),
    action: fields.text("action"),
    seq: fields.number("stream_seq"),
    deliveries: fields.number("deliveries"),
    reason: fields.text("reason"),
    leader: fields.text("leader"),
    server: fields.text("server"),
  };
}
