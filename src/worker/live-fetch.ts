/** What is new in a stream: a doorbell wakes a fetch from the cursor on. The cursor moves only over what came, or as the leader says. */
import type { SourceState } from "#model/source-state.ts";
import { assert } from "#util/assert.ts";
import { bellSubjects } from "./bell-subjects.ts";
import type { BestWay } from "./best-way.ts";
import { Doorbell } from "./doorbell.ts";
import { Lag } from "./lag.ts";
import type { ReadEnd, Reader, Stretch } from "./reader.ts";
import { FIRST_PATIENCE_MS, LONGEST_PATIENCE_MS } from "./reader.ts";
import type { Gate, Run } from "./run.ts";
import type { Session } from "./session.ts";
import type { SourceHost } from "./source-host.ts";

const AGAIN_MS = 250;

export interface LiveEvents {
  /** A read ended, whatever came of it. */
  ended(reader: Reader, end: ReadEnd): void;
  /** Nobody answered: the leader should be asked before its time. */
  unanswered(): void;
  /** After each fetch. */
  fetched(): void;
  /** The login may not subscribe: only asking is left. */
  refused(): void;
}

export class LiveFetch {
  readonly lag = new Lag();
  /** Next sequence to fetch; null before the first `STREAM.INFO`. */
  cursor: number | null = null;
  live: SourceState["live"] = "doorbell";
  /** The subscriptions are in force: something was asked after them, and answered. */
  isListening = false;
  readonly #stream: string;
  readonly #host: SourceHost;
  readonly #events: LiveEvents;
  #bell = new Doorbell();
  #gate: Gate | null = null;

  constructor(stream: string, host: SourceHost, events: LiveEvents) {
    this.#stream = stream;
    this.#host = host;
    this.#events = events;
  }

  /** The next sequence, where that is known already. */
  get next(): number {
    return this.cursor ?? 1;
  }

  /** Over a new connection. */
  begin(run: Run): void {
    this.#gate = run.gate();
    this.#bell = new Doorbell();
    // What came between the first question and the subscription rang unheard.
    this.#bell.poke();
    this.isListening = false;
  }

  listen(run: Run, session: Session, captured: readonly string[], wanted: readonly string[]): void {
    this.live = "doorbell";
    for (const subject of bellSubjects(captured, wanted)) {
      const silence = session.listen(
        subject,
        () => {
          this.#bell.ring(this.#host.io.now());
          this.#gate?.open();
        },
        () => {
          this.live = "sweep";
          this.#events.refused();
        },
      );
      run.onEnd(silence);
    }
  }

  /** The leader says that there is more. */
  poke(): void {
    this.#bell.poke();
    this.#gate?.open();
  }

  async fetch(run: Run, way: BestWay): Promise<void> {
    const gate = this.#gate;
    assert(gate !== null, "a run has its gates");
    let patienceMs = FIRST_PATIENCE_MS;
    while (run.alive) {
      const due = this.#bell.nextFetchAt(this.#host.io.paceMs?.());
      const now = this.#host.io.now();
      if (due === null || due > now) {
        await gate.wait(due === null ? null : due - now);
        continue;
      }
      this.#bell.fetchStarted(now);
      let delivered = 0;
      const request = { from: this.next, to: null, filter: null, expected: this.#bell.owed, patienceMs };
      const { reader } = way;
      const end = await reader.read(request, (stretch) => {
        if (!run.alive) return;
        delivered += stretch.messages.length;
        this.isListening = true;
        this.#deliver(stretch);
      });
      if (!run.alive) return;
      const silent = this.#fetchEnded(end, delivered);
      patienceMs = silent ? Math.min(patienceMs * 2, LONGEST_PATIENCE_MS) : FIRST_PATIENCE_MS;
      this.#events.ended(reader, end);
      if (way.isClosed) return;
      this.#events.fetched();
    }
  }

  /** @returns whether nobody answered at all */
  #fetchEnded(end: ReadEnd, delivered: number): boolean {
    const ended = this.#host.io.now();
    this.#bell.fetchEnded(ended, delivered);
    if (end.kind === "end-of-store" || end.kind === "reached") {
      this.isListening = true;
      return false;
    }
    const silent = end.kind === "unanswered" && end.why === "timeout" && delivered === 0;
    // A silent server was given its time already; one that says no is asked again a little later.
    if (delivered > 0 || silent) this.#bell.poke();
    else this.#bell.holdOff(ended, AGAIN_MS);
    if (end.kind === "unanswered") this.#events.unanswered();
    return silent;
  }

  #deliver({ from, to, messages }: Stretch): void {
    const newest = messages.at(-1);
    if (newest !== undefined) this.#host.sampleLive(newest.at, this.#host.io.now());
    this.cursor = to + 1;
    this.lag.known(to, this.#host.io.now());
    this.#host.chunk({ stream: this.#stream, from, to, messages });
  }
}
