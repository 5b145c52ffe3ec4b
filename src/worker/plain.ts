/**
 * Subjects that no stream captures (or may not be read): a plain subscription is all there is. No history, and what
 * other screens of the same login might send is believed, since nothing better is to be had.
 */
import type { SourceState } from "#model/source-state.ts";
import type { ServerMs } from "#util/units.ts";
import { PlainTap, plainName } from "./plain-tap.ts";
import { Run } from "./run.ts";
import type { Session } from "./session.ts";
import type { Source, SourceHost } from "./source-host.ts";
import { covers } from "#contract/subject-filter.ts";
import { holdsTasks } from "./older-tasks.ts";

/** Why there is no stream behind it. */
export type PlainReason = "no-stream" | "no-jetstream" | "forbidden";

export interface PlainWish {
  /** The one filter that it listens to. */
  subject: string;
  /** Subjects that streams hold: what matches them is not ours. */
  except: readonly string[];
  reason: PlainReason;
  /** Parts of the subject are captured: nothing is said before something arrives that is not. */
  quiet: boolean;
}

const SENTENCES: Record<PlainReason, string> = {
  "no-stream": "no history: nothing stores these subjects",
  "no-jetstream": "no history: JetStream is off on this server or for this login's account",
  forbidden: "no history: this login may not read what stores these subjects",
};

export class PlainSource implements Source {
  readonly name: string;
  readonly #host: SourceHost;
  #wish: PlainWish;
  readonly #tap: PlainTap;
  #live: SourceState["live"] = "plain";
  /** The subscription is in force: what is published from now on is heard. */
  #listening = false;
  #run: Run | null = null;
  #since: ServerMs | null = null;
  #spoken: boolean;

  constructor(wish: PlainWish, host: SourceHost) {
    this.name = plainName(wish.subject);
    this.#host = host;
    this.#wish = wish;
    this.#spoken = !wish.quiet;
    this.#tap = new PlainTap(this.name, (chunk) => {
      this.#spoken = true;
      host.chunk(chunk);
      this.#publish();
    });
  }

  get wish(): PlainWish {
    return this.#wish;
  }

  announce(): void {
    this.#publish();
  }

  /** Streams came or went: what of the subject is ours changes, the numbers go on. */
  update(wish: PlainWish): void {
    this.#wish = wish;
    if (!wish.quiet) this.#spoken = true;
    this.#publish();
  }

  attach(session: Session): void {
    this.detach();
    const run = new Run(this.#host.io);
    this.#run = run;
    this.#live = "plain";
    const silence = session.listen(
      this.#wish.subject,
      (message) => {
        if (this.#wish.except.some((filter) => covers(filter, message.subject))) return;
        this.#tap.take(message, () => this.#arrivedAt());
      },
      () => {
        this.#live = "none";
        this.#spoken = true;
        this.#publish();
      },
    );
    run.onEnd(silence);
    this.#publish();
    void this.#waitUntilListening(run, session);
  }

  detach(): void {
    this.#run?.end();
    this.#run = null;
    this.#listening = false;
  }

  async #waitUntilListening(run: Run, session: Session): Promise<void> {
    // A round trip after the subscription. Where it fails, the connection is lost, and attached anew.
    await session.nc.flush().catch(() => undefined);
    if (!run.alive) return;
    this.#listening = true;
    // What came before, during an outage too, nobody kept.
    this.#since = this.#host.serverNow();
    this.#publish();
  }

  /** Stamped by us in the server's time; where no server tells its time, ours is the only clock there is. */
  #arrivedAt(): ServerMs {
    const receivedAt = this.#host.io.now();
    const serverNow = this.#host.serverNow();
    if (serverNow === null) this.#host.sampleLive(receivedAt, receivedAt);
    return serverNow ?? receivedAt;
  }

  #publish(): void {
    if (!this.#spoken) return;
    this.#host.changed({
      name: this.name,
      stream: null,
      subjects: [this.#wish.subject],
      past: "none",
      live: this.#live,
      phase: this.#phase(),
      completeSince: this.#since ?? this.#host.serverNow(),
      tasksPast: holdsTasks([this.#wish.subject], this.#host.settings.prefixes) ? "not-kept" : "none",
      agentsKnown: true,
      behind: null,
      advice: { sentence: SENTENCES[this.#wish.reason], remedy: null },
      restarts: 0,
      firstSeq: this.#tap.lastSeq > 0 ? 1 : null,
      lastSeq: this.#tap.lastSeq > 0 ? this.#tap.lastSeq : null,
    });
  }

  #phase(): SourceState["phase"] {
    if (this.#live === "none") {
      return { state: "failed", reason: "forbidden", detail: `this login may not subscribe to ${this.#wish.subject}` };
    }
    if (this.#wish.reason === "forbidden") {
      return { state: "failed", reason: "forbidden", detail: SENTENCES.forbidden };
    }
    return this.#listening ? { state: "complete" } : { state: "opening" };
  }
}
