/**
 * A stream that forgets (a work queue, interest retention, few messages a subject): messages may be gone before a fetch
 * sees them, so the plain subscription's copy is the live feed, and what the stream still holds is its start.
 *
 * To see each message once: ask how far the stream is (L1), subscribe, ask again (L2), and read what it holds up to
 * L2. What was stored after L1 may have been heard as well; it is matched against the ledger of what was heard.
 */
import type { SourceState } from "#model/source-state.ts";
import type { StreamMessage } from "#model/chunk.ts";
import type { ServerMs } from "#util/units.ts";
import { askFirstInfo } from "./ask-first-info.ts";
import type { ApiFailure, StreamInfo } from "./js-api.ts";
import { Ledger } from "./ledger.ts";
import { PlainTap, plainName } from "./plain-tap.ts";
import type { ReadRequest } from "./reader.ts";
import { FIRST_PATIENCE_MS, LONGEST_PATIENCE_MS } from "./reader.ts";
import { Run } from "./run.ts";
import type { Session } from "./session.ts";
import type { Source, SourceHost } from "./source-host.ts";
import { bellSubjects } from "./bell-subjects.ts";
import { failureOf } from "./source-words.ts";
import { holdsTasks } from "./older-tasks.ts";
import { waysToRead } from "./ways.ts";

const SWEEP_MS = 2_000;
const AGAIN_MS = 250;
const MOST_TRIES = 8;

export class ForgetfulSource implements Source {
  readonly name: string;
  readonly #host: SourceHost;
  readonly #wanted: readonly string[];
  readonly #tap: PlainTap;
  readonly #ledger = new Ledger();
  #run: Run | null = null;
  #info: StreamInfo | null = null;
  /** Over this connection or one before it: then what the stream holds after `#readTo` may have been heard. */
  #listened = false;
  /** Everything up to here was read from the stream, or heard. */
  #readTo = 0;
  #past: SourceState["past"] = "none";
  #live: SourceState["live"] = "plain";
  #phase: SourceState["phase"] = { state: "opening" };
  #restarts = 0;
  #oldestAt: ServerMs | null = null;

  constructor(name: string, wanted: readonly string[], host: SourceHost) {
    this.name = name;
    this.#wanted = wanted;
    this.#host = host;
    this.#tap = new PlainTap(plainName(name), (chunk) => {
      host.chunk(chunk);
    });
  }

  announce(): void {
    this.#publish();
  }

  attach(session: Session): void {
    this.detach();
    this.#phase = { state: "opening" };
    this.#publish();
    const run = new Run(this.#host.io);
    this.#run = run;
    void this.#feed(run, session);
  }

  detach(): void {
    this.#run?.end();
    this.#run = null;
  }

  async #feed(run: Run, session: Session): Promise<void> {
    const before = await this.#ask(run, session);
    if (before === null) return;
    if (this.#info !== null && this.#info.created !== before.created) this.#forgetStream();
    this.#listen(run, session, before);
    await session.nc.flush().catch(() => undefined);
    const info = await this.#ask(run, session);
    if (info === null) return;
    this.#info = info;
    await this.#readHeld(run, session, info, before.lastSeq);
    await this.#watch(run, session);
  }

  #forgetStream(): void {
    this.#restarts += 1;
    this.#readTo = 0;
    this.#oldestAt = null;
    this.#host.reset(this.name);
  }

  async #ask(run: Run, session: Session): Promise<StreamInfo | null> {
    const info = await askFirstInfo(run, session, this.name, (failure) => this.#infoFailed(failure));
    if (info !== null) this.#host.sampleInfo(info);
    return info;
  }

  #infoFailed(failure: ApiFailure): void {
    const failed = failureOf(failure, this.name, this.#info !== null);
    if (failed === null) return;
    this.#phase = failed;
    this.#publish();
  }

  #listen(run: Run, session: Session, info: StreamInfo): void {
    this.#live = "plain";
    for (const subject of bellSubjects(info.subjects, this.#wanted)) {
      const silence = session.listen(
        subject,
        (message) => {
          this.#ledger.add(message.subject, message.data);
          this.#tap.take(message, () => this.#host.serverNow() ?? this.#host.io.now());
        },
        () => {
          this.#live = "none";
          this.#publish();
        },
      );
      run.onEnd(silence);
    }
  }

  /** Reads what the stream holds and was not read; what may have been heard is matched with the ledger. */
  async #readHeld(run: Run, session: Session, info: StreamInfo, heardAfter: number): Promise<void> {
    const readers = waysToRead(session, info);
    const oldest = info.lastSeq - this.#host.settings.historyMaxMessages + 1;
    let at = Math.max(this.#readTo + 1, info.firstSeq, oldest);
    const doubtfulFrom = (this.#listened ? this.#readTo : heardAfter) + 1;
    this.#listened = true;
    this.#phase = { state: "reading-past", doneRatio: 0 };
    for (let tries = 0; at <= info.lastSeq && run.alive; tries += 1) {
      const reader = readers[Math.min(readers.length - 1, Math.floor(tries / (MOST_TRIES / 2)))];
      if (reader === undefined) break;
      this.#past = reader.way;
      const end = await reader.read(readAll(at, info.lastSeq, tries), (stretch) => {
        if (!run.alive) return;
        at = stretch.to + 1;
        tries = 0;
        this.#handOn(stretch.from, stretch.to, stretch.messages, doubtfulFrom);
      });
      if (!run.alive) return;
      if (end.kind === "reached") break;
      if (end.kind === "end-of-store") {
        const found = await session.api.leaderHasFrom(this.name, at);
        if (!run.alive) return;
        if (found.ok ? found.value > info.lastSeq : found.error.kind === "no-message") break;
      }
      if (tries >= MOST_TRIES) {
        this.#phase = {
          state: "failed",
          reason: "forbidden",
          detail: `this login may not read the stream ${this.name}`,
        };
        this.#publish();
        return;
      }
      await run.sleep(AGAIN_MS);
    }
    this.#readTo = info.lastSeq;
    this.#phase = { state: "complete" };
    this.#publish();
  }

  #handOn(from: number, to: number, messages: StreamMessage[], doubtfulFrom: number): void {
    const unheard = messages.filter(
      (message) => message.seq < doubtfulFrom || !this.#ledger.takeOut(message.subject, message.data),
    );
    this.#oldestAt ??= unheard[0]?.at ?? null;
    // Those that were heard are held under the numbers they got then; here they are left out, as if they were gone.
    this.#host.chunk({ stream: this.name, from, to, messages: unheard });
  }

  async #watch(run: Run, session: Session): Promise<void> {
    while (run.alive) {
      await run.sleep(SWEEP_MS);
      const info = await this.#ask(run, session);
      if (info === null) return;
      if (this.#info !== null && info.created !== this.#info.created) {
        this.#forgetStream();
        this.#info = info;
        await this.#readHeld(run, session, info, 0);
        continue;
      }
      // What was stored up to the sweep before the last was heard; only newer messages can still be met twice.
      this.#readTo = Math.max(this.#readTo, this.#info?.lastSeq ?? 0);
      this.#ledger.turn();
      this.#info = info;
      if (this.#phase.state === "failed") this.#phase = { state: "complete" };
      this.#publish();
    }
  }

  #publish(): void {
    this.#host.changed({
      name: this.name,
      stream: this.name,
      subjects: this.#info?.subjects ?? [],
      past: this.#past,
      live: this.#live,
      phase: this.#phase,
      completeSince: this.#oldestAt ?? this.#host.serverNow(),
      tasksPast: holdsTasks(this.#info?.subjects ?? [], this.#host.settings.prefixes) ? "not-kept" : "none",
      agentsKnown: this.#phase.state === "complete",
      behind: null,
      advice: {
        sentence: "this stream keeps no history: what it let go before the page was opened is not here",
        remedy: null,
      },
      restarts: this.#restarts,
      firstSeq: this.#info?.firstSeq ?? null,
      lastSeq: this.#info?.lastSeq ?? null,
    });
  }
}

function readAll(from: number, to: number, tries: number): ReadRequest {
  const patienceMs = Math.min(FIRST_PATIENCE_MS * 2 ** tries, LONGEST_PATIENCE_MS);
  return { from, to, filter: null, expected: to - from + 1, patienceMs };
}
