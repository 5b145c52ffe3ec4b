/**
 * One stream that keeps its history: its past, newest first, and what is new, by doorbell. The rule that loses and
 * repeats nothing: the cursor moves only over a message that came, or up to the first sequence that the stream's
 * leader reports; never on a 404, never to the last sequence. A message above a hole proves the hole.
 *
 * One hole is known and stays: a stream that is made again and has passed our cursor before the next `STREAM.INFO` has
 * up to two seconds of its messages handed on as the old stream's; then the source starts afresh, and all are read again.
 */
import type { SourceState } from "#model/source-state.ts";
import { heartbeatFilter } from "#contract/subjects.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";
import { assert } from "#util/assert.ts";
import { directSingleReader } from "./direct-single.ts";
import { Doorbell } from "./doorbell.ts";
import type { ApiFailure, StreamInfo } from "./js-api.ts";
import { Lag } from "./lag.ts";
import { PastPlan } from "./past-plan.ts";
import type { SeqRange } from "./past-plan.ts";
import type { ReadEnd, Reader, Stretch } from "./reader.ts";
import { FIRST_PATIENCE_MS, LONGEST_PATIENCE_MS } from "./reader.ts";
import { rollCall } from "./roll.ts";
import type { Gate } from "./run.ts";
import { Run } from "./run.ts";
import type { Session } from "./session.ts";
import type { Source, SourceHost } from "./source-host.ts";
import { bellSubjects } from "./bell-subjects.ts";
import { waysToRead } from "./ways.ts";
import { collide } from "#contract/subject-filter.ts";

const SWEEP_MS = 2_000;
/** Without a doorbell the sweep is all there is. */
const SWEEP_ONLY_MS = 1_000;
const HASTY_SWEEP_MS = 300;
const AGAIN_MS = 250;
/** A tail that is shorter than ours this often in a row, and for so long, is lost; else it may be a leader that still applies. */
const SHORT_TAIL_STRIKES = 3;
const SHORT_TAIL_MS = 3_500;
/** Failures of one way of reading, with the leader answering meanwhile, after which the next way is tried. */
const WAY_STRIKES = 4;
/** A way that was left because nothing answered there is tried again after this. */
const BEST_WAY_AGAIN_MS = 30_000;
/** A gap after an outage that is longer than this is read as past, newest first. */
const LONG_GAP = 20_000;
const PAST_READERS = 2;
const FIRST_PART_SINGLE = 60_000;
const MAX_MESSAGE_GET = 20_000;

export class StreamSource implements Source {
  readonly name: string;
  readonly #host: SourceHost;
  readonly #wanted: readonly string[];
  #run: Run | null = null;
  #info: StreamInfo | null = null;
  /** Next sequence to fetch live; null before the first `STREAM.INFO`. */
  #cursor: number | null = null;
  #plan = new PastPlan();
  #lag = new Lag();
  #bell = new Doorbell();
  #readers: Reader[] = [];
  #live: SourceState["live"] = "doorbell";
  #phase: SourceState["phase"] = { state: "opening" };
  #restarts = 0;
  #shortTail = 0;
  #shortTailSince: ObserverMs = 0;
  #wayStrikes = 0;
  /** The leader answered since the first of those strikes: the trouble is the way's. */
  #leaderAnswers = false;
  #bestWayAgainAt: ObserverMs | null = null;
  /** Every way of reading is closed to this login. */
  #unreadable = false;
  /** Stream time before which nothing is wanted. */
  #since: ServerMs | null = null;
  /** The past ends at a bound of ours rather than at what is wanted or held. */
  #cutShort = false;
  #firstPartRead = false;
  /** The subscriptions are in force: something was asked after them, and answered. */
  #listening = false;
  /** After an outage the page is whole again once the cursor has passed this. */
  #catchUpTo = 0;
  #oldestWanted = 1;
  #rolled = false;
  #sweepGate: Gate | null = null;
  #liveGate: Gate | null = null;

  /** @param wanted subject filters that the page is about: what else the stream captures need not ring */
  constructor(name: string, wanted: readonly string[], host: SourceHost) {
    this.name = name;
    this.#wanted = wanted;
    this.#host = host;
  }

  announce(): void {
    this.#publish();
  }

  attach(session: Session): void {
    this.detach();
    this.#phase = { state: "opening" };
    this.#publish();
    this.#begin(session);
  }

  detach(): void {
    this.#run?.end();
    this.#run = null;
  }

  #begin(session: Session): void {
    const run = new Run(this.#host.io);
    this.#run = run;
    this.#sweepGate = run.gate();
    this.#liveGate = run.gate();
    this.#bell = new Doorbell();
    // What came between the first question and the subscription rang unheard.
    this.#bell.poke();
    this.#listening = false;
    this.#wayStrikes = 0;
    this.#bestWayAgainAt = null;
    this.#unreadable = false;
    void this.#open(run, session);
  }

  /** Everything folded from the stream is void: begin again from what it holds now. */
  #startAfresh(session: Session): void {
    this.#run?.end();
    this.#restarts += 1;
    this.#forget();
    this.#host.reset(this.name);
    this.#begin(session);
  }

  #forget(): void {
    this.#info = null;
    this.#cursor = null;
    this.#plan = new PastPlan();
    this.#lag = new Lag();
    this.#shortTail = 0;
    this.#cutShort = false;
    this.#firstPartRead = false;
    this.#catchUpTo = 0;
    this.#rolled = false;
    this.#phase = { state: "opening" };
  }

  async #open(run: Run, session: Session): Promise<void> {
    const info = await this.#firstInfo(run, session);
    if (info === null) return;
    if (this.#info !== null && this.#info.created !== info.created) {
      this.#startAfresh(session);
      return;
    }
    const first = this.#cursor === null;
    this.#noteInfo(info);
    this.#readers = waysToRead(session, info);
    this.#listen(run, session, info);
    if (first) this.#planPast(info);
    else this.#resume(info);
    this.#publish();
    void this.#fetchLive(run, session);
    void this.#sweep(run, session);
    if (
      !this.#rolled &&
      info.subjects.some((subject) => collide(subject, heartbeatFilter(this.#host.settings.prefixes)))
    ) {
      await this.#roll(run, session, info);
    }
    for (let i = 0; i < PAST_READERS; i += 1) void this.#readPast(run, session);
  }

  async #firstInfo(run: Run, session: Session): Promise<StreamInfo | null> {
    for (let wait = AGAIN_MS; ; wait = Math.min(wait * 2, SWEEP_MS)) {
      const answer = await session.api.streamInfo(this.name);
      if (!run.alive) return null;
      if (answer.ok) return answer.value;
      this.#infoFailed(answer.error);
      await run.sleep(wait);
      if (!run.alive) return null;
    }
  }

  #infoFailed(failure: ApiFailure): void {
    switch (failure.kind) {
      case "no-stream":
        this.#fail("no-stream", `there is no stream ${this.name}`);
        return;
      case "no-jetstream":
        this.#fail("no-jetstream", "JetStream is off for this login's account");
        return;
      case "forbidden":
        this.#fail("forbidden", `this login may not ask about the stream ${this.name}`);
        return;
      case "timeout":
      case "no-responders":
      case "closed":
      case "no-message":
      case "other":
        // A leader is being elected, or the server is starting: what was known stays on the screen.
        if (this.#info === null && failure.kind !== "closed") {
          this.#fail("unanswered", `the server does not answer about the stream ${this.name}`);
        }
    }
  }

  #fail(reason: "forbidden" | "no-stream" | "no-jetstream" | "unanswered", detail: string): void {
    this.#phase = { state: "failed", reason, detail };
    this.#publish();
  }

  #noteInfo(info: StreamInfo): void {
    this.#info = info;
    this.#leaderAnswers = true;
    this.#host.sampleInfo(info);
    this.#lag.known(info.lastSeq, this.#host.io.now());
  }

  #listen(run: Run, session: Session, info: StreamInfo): void {
    this.#live = "doorbell";
    for (const subject of bellSubjects(info.subjects, this.#wanted)) {
      const silence = session.listen(
        subject,
        () => {
          this.#bell.ring(this.#host.io.now());
          this.#liveGate?.open();
        },
        () => {
          this.#live = "sweep";
          this.#publish();
        },
      );
      run.onEnd(silence);
    }
  }

  #planPast(info: StreamInfo): void {
    this.#cursor = info.lastSeq + 1;
    // Before 2.10 there may be no clock yet: the newest message is as good a "now" for a bound of hours.
    this.#since = this.#host.wantedSince() ?? (info.messages > 0 ? info.lastAt - this.#host.settings.historyMs : null);
    const bound = this.#pastBound(1);
    const from = Math.max(info.firstSeq, info.lastSeq - bound + 1, 1);
    this.#cutShort = from > info.firstSeq && info.messages > 0;
    this.#oldestWanted = from;
    if (info.messages > 0) this.#plan.want(from, info.lastSeq);
    this.#phase = { state: "reading-past", doneRatio: 0 };
  }

  /** Messages of the past at most; `part` 2 is what follows once the page is complete, where reading is slow. */
  #pastBound(part: 1 | 2): number {
    const most = this.#host.settings.historyMaxMessages;
    switch (this.#readers[0]?.way) {
      case "direct-single":
        return part === 1 ? Math.min(most, FIRST_PART_SINGLE) : most;
      case "msg-get":
        return Math.min(most, MAX_MESSAGE_GET);
      case "direct-batch":
      case undefined:
        return most;
    }
  }

  /** The same stream after a lost connection: go on from the cursor. */
  #resume(info: StreamInfo): void {
    const cursor = this.#cursor;
    assert(cursor !== null, "a source resumes only after it began");
    if (info.lastSeq - cursor >= LONG_GAP) {
      this.#plan.want(Math.max(cursor, info.firstSeq), info.lastSeq);
      this.#cursor = info.lastSeq + 1;
    }
    this.#catchUpTo = info.lastSeq;
    this.#judgeInfo(info);
    this.#phase = this.#phaseNow();
  }

  // ---- what is new

  async #fetchLive(run: Run, session: Session): Promise<void> {
    const gate = this.#liveGate;
    assert(gate !== null, "a run has its gates");
    let patienceMs = FIRST_PATIENCE_MS;
    while (run.alive) {
      const due = this.#bell.nextFetchAt();
      const now = this.#host.io.now();
      if (due === null || due > now) {
        await gate.wait(due === null ? null : due - now);
        continue;
      }
      this.#bell.fetchStarted(now);
      let delivered = 0;
      const request = { from: this.#cursor ?? 1, to: null, expected: this.#bell.owed, patienceMs };
      const reader = this.#reader();
      const end = await reader.read(request, (stretch) => {
        if (!run.alive) return;
        delivered += stretch.messages.length;
        this.#listening = true;
        this.#deliverLive(stretch);
      });
      if (!run.alive) return;
      const ended = this.#host.io.now();
      this.#bell.fetchEnded(ended, delivered);
      if (end.kind === "end-of-store" || end.kind === "reached") this.#listening = true;
      const silent = end.kind === "unanswered" && end.why === "timeout" && delivered === 0;
      patienceMs = silent ? Math.min(patienceMs * 2, LONGEST_PATIENCE_MS) : FIRST_PATIENCE_MS;
      if (end.kind !== "end-of-store" && end.kind !== "reached") {
        // A silent server was given its time already; one that says no is asked again a little later.
        if (delivered > 0 || silent) this.#bell.poke();
        else this.#bell.holdOff(ended, AGAIN_MS);
        if (end.kind === "unanswered") this.#sweepGate?.open();
      }
      this.#judgeWay(reader, end, session);
      if (this.#unreadable) return;
      this.#notePast();
    }
  }

  #deliverLive(stretch: Stretch): void {
    const newest = stretch.messages.at(-1);
    if (newest !== undefined) {
      this.#host.sampleLive(newest.at, this.#host.io.now());
    }
    this.#cursor = stretch.to + 1;
    this.#lag.known(stretch.to, this.#host.io.now());
    this.#host.chunk({ stream: this.name, from: stretch.from, to: stretch.to, messages: stretch.messages });
  }

  // ---- what the leader says

  async #sweep(run: Run, session: Session): Promise<void> {
    const gate = this.#sweepGate;
    assert(gate !== null, "a run has its gates");
    while (run.alive) {
      await gate.wait(this.#live === "sweep" ? SWEEP_ONLY_MS : SWEEP_MS);
      if (!run.alive) return;
      const answer = await session.api.streamInfo(this.name);
      if (!run.alive) return;
      if (!answer.ok) this.#infoFailed(answer.error);
      else if (this.#info !== null && answer.value.created !== this.#info.created) {
        this.#startAfresh(session);
        return;
      } else if (this.#info !== null && answer.value.allowDirect !== this.#info.allowDirect) {
        // Another way of reading: go on from the cursor with it.
        run.end();
        this.#begin(session);
        return;
      } else {
        this.#noteInfo(answer.value);
        this.#judgeInfo(answer.value);
        if (this.#isTailLost()) {
          this.#startAfresh(session);
          return;
        }
        if (this.#phase.state === "failed" && !this.#unreadable) this.#phase = this.#phaseNow();
        this.#tryBestWayAgain(session, answer.value);
        await this.#settleTail(run, session, answer.value);
        if (!run.alive) return;
      }
      this.#publish();
      // At most one question in this time, however many ask for haste.
      await run.sleep(HASTY_SWEEP_MS);
    }
  }

  #judgeInfo(info: StreamInfo): void {
    const cursor = this.#cursor ?? 1;
    this.#plan.notBelow(info.firstSeq);
    if (info.firstSeq > cursor) {
      // Purged: the leader itself says that nothing below is left.
      this.#host.chunk({ stream: this.name, from: cursor, to: info.firstSeq - 1, messages: [] });
      this.#cursor = info.firstSeq;
    }
    this.#shortTail = info.lastSeq < cursor - 1 ? this.#shortTail + 1 : 0;
    if (this.#shortTail === 1) this.#shortTailSince = this.#host.io.now();
    if (info.lastSeq >= (this.#cursor ?? 1)) {
      this.#bell.poke();
      this.#liveGate?.open();
    }
  }

  #isTailLost(): boolean {
    return this.#shortTail >= SHORT_TAIL_STRIKES && this.#host.io.now() - this.#shortTailSince >= SHORT_TAIL_MS;
  }

  /** The newest messages may be deleted: then the leader's last sequence is never reached, and nobody is behind. */
  async #settleTail(run: Run, session: Session, info: StreamInfo): Promise<void> {
    const cursor = this.#cursor ?? 1;
    if (!this.#lag.waitsLong(cursor, this.#host.io.now())) return;
    const found = await session.api.leaderHasFrom(this.name, cursor);
    if (!run.alive || found.ok || found.error.kind !== "no-message") return;
    this.#lag.settled(info.lastSeq);
    if (this.#catchUpTo <= info.lastSeq) this.#catchUpTo = 0;
    this.#notePast();
  }

  // ---- the past

  async #readPast(run: Run, session: Session): Promise<void> {
    while (run.alive && !this.#unreadable) {
      const range = this.#plan.take();
      if (range === null) {
        this.#notePast();
        if (this.#extendPast()) continue;
        return;
      }
      await this.#readRange(run, session, range);
      this.#notePast();
    }
  }

  async #readRange(run: Run, session: Session, range: SeqRange): Promise<void> {
    let oldestAt: ServerMs | null = null;
    let at = range.from;
    let wait = AGAIN_MS;
    let patienceMs = FIRST_PATIENCE_MS;
    while (run.alive) {
      const request = { from: at, to: range.to, expected: range.to - at + 1, patienceMs };
      const reader = this.#reader();
      const end = await reader.read(request, (stretch) => {
        if (!run.alive) return;
        wait = AGAIN_MS;
        oldestAt ??= stretch.messages[0]?.at ?? null;
        at = stretch.to + 1;
        this.#host.chunk({ stream: this.name, from: stretch.from, to: stretch.to, messages: stretch.messages });
      });
      if (!run.alive) break;
      if (end.kind === "reached") {
        this.#pastDone(range, oldestAt);
        return;
      }
      if (end.kind === "end-of-store" && (await this.#isGone(run, session, { from: at, to: range.to }))) {
        if (!run.alive) break;
        this.#host.chunk({ stream: this.name, from: at, to: range.to, messages: [] });
        this.#pastDone(range, oldestAt);
        return;
      }
      if (!run.alive) break;
      this.#judgeWay(reader, end, session);
      if (this.#unreadable) break;
      this.#publish();
      if (end.kind !== "no-batches") await run.sleep(wait);
      wait = Math.min(wait * 2, SWEEP_MS);
      patienceMs = at > request.from ? FIRST_PATIENCE_MS : Math.min(patienceMs * 2, LONGEST_PATIENCE_MS);
    }
    this.#plan.giveBack(range, { from: at, to: range.to }, oldestAt);
  }

  #pastDone(range: SeqRange, oldestAt: ServerMs | null): void {
    this.#plan.finish(range, oldestAt);
    if (oldestAt !== null && this.#since !== null && oldestAt < this.#since) {
      this.#plan.notBelow(range.from);
      this.#cutShort = false;
      this.#oldestWanted = range.from;
    }
  }

  /** Whether nothing of the range exists: only the leader knows. */
  async #isGone(run: Run, session: Session, range: SeqRange): Promise<boolean> {
    if (this.#reader().way === "msg-get") return true;
    const found = await session.api.leaderHasFrom(this.name, range.from);
    if (!run.alive) return false;
    if (found.ok) return found.value > range.to;
    if (found.error.kind === "no-message") return true;
    // The leader may not be asked: a stream of one replica is its own leader.
    return found.error.kind !== "timeout" && found.error.kind !== "closed" && this.#info?.replicas === 1;
  }

  /** Reading one by one is slow: the page is complete with the first part, and the rest follows behind it. */
  #extendPast(): boolean {
    const info = this.#info;
    if (!this.#plan.complete || this.#firstPartRead || info === null) return false;
    this.#firstPartRead = true;
    if (!this.#cutShort) return false;
    const more = this.#pastBound(2) - this.#pastBound(1);
    const from = Math.max(info.firstSeq, this.#oldestWanted - more, 1);
    if (more <= 0 || from >= this.#oldestWanted) return false;
    this.#cutShort = from > info.firstSeq;
    this.#plan.want(from, this.#oldestWanted - 1);
    this.#oldestWanted = from;
    return true;
  }

  #notePast(): void {
    if (this.#phase.state !== "failed") this.#phase = this.#phaseNow();
    this.#publish();
  }

  #phaseNow(): SourceState["phase"] {
    const caughtUp = (this.#cursor ?? 1) > this.#catchUpTo;
    if (caughtUp && this.#listening && (this.#plan.complete || this.#firstPartRead)) return { state: "complete" };
    return { state: "reading-past", doneRatio: this.#plan.doneRatio };
  }

  // ---- the roll

  async #roll(run: Run, session: Session, info: StreamInfo): Promise<void> {
    const filter = heartbeatFilter(this.#host.settings.prefixes);
    const whole = await rollCall(session.api, this.#reader(), info, filter, (message) => {
      if (run.alive) this.#host.chunk({ stream: this.name, from: message.seq, to: message.seq, messages: [message] });
    });
    if (run.alive && whole) this.#rolled = true;
  }

  // ---- ways of reading

  #reader(): Reader {
    const reader = this.#readers[0];
    assert(reader !== undefined, "there is a way to read");
    return reader;
  }

  /** A way that the server does not know, or the login may not use, is left for the next one. */
  #judgeWay(used: Reader, end: ReadEnd, session: Session): void {
    if (used !== this.#readers[0]) return;
    if (end.kind === "no-batches") {
      if (used.way === "direct-batch")
        this.#readers = [directSingleReader(session.api, this.name), ...this.#readers.slice(1)];
      return;
    }
    if (end.kind === "reached" || end.kind === "end-of-store") {
      this.#wayStrikes = 0;
      return;
    }
    if (end.kind !== "unanswered" || end.why === "closed") return;
    if (end.why === "forbidden") {
      this.#leaveWay();
      return;
    }
    if (this.#wayStrikes === 0) this.#leaderAnswers = false;
    this.#wayStrikes += 1;
    if (this.#wayStrikes < WAY_STRIKES || !this.#leaderAnswers) return;
    if (this.#readers.length > 1) {
      this.#bestWayAgainAt = this.#host.io.now() + BEST_WAY_AGAIN_MS;
      this.#leaveWay();
    } else if (end.why === "no-responders") this.#leaveWay();
  }

  #leaveWay(): void {
    this.#wayStrikes = 0;
    if (this.#readers.length > 1) {
      this.#readers = this.#readers.slice(1);
      return;
    }
    this.#unreadable = true;
    this.#fail("forbidden", `this login may not read the stream ${this.name}`);
    this.#host.unreadable(this.name);
  }

  /** Where nothing answered for a while (replicas that restarted, all of them), the better way may be open again. */
  #tryBestWayAgain(session: Session, info: StreamInfo): void {
    if (this.#unreadable || this.#bestWayAgainAt === null || this.#host.io.now() < this.#bestWayAgainAt) return;
    this.#bestWayAgainAt = null;
    this.#readers = waysToRead(session, info);
  }

  // ---- what the page shows

  #publish(): void {
    const now: ObserverMs = this.#host.io.now();
    const way = this.#readers[0]?.way ?? "none";
    const cursor = this.#cursor;
    const forbidden = this.#phase.state === "failed" && this.#phase.reason === "forbidden";
    this.#host.changed({
      name: this.name,
      stream: this.name,
      subjects: this.#info?.subjects ?? [],
      past: forbidden ? "none" : way,
      live: forbidden ? "none" : this.#live,
      phase: this.#phase,
      completeSince: this.#completeSince(),
      behind: cursor === null ? null : this.#lag.behind(cursor, now),
      advice: adviceFor(way, this.#info),
      restarts: this.#restarts,
      firstSeq: this.#info?.firstSeq ?? null,
      lastSeq: cursor === null ? null : Math.max(cursor - 1, 0),
    });
  }

  #completeSince(): ServerMs | null {
    if (this.#plan.complete && !this.#cutShort) return this.#since ?? this.#host.wantedSince();
    return this.#plan.wholeSince;
  }
}

function adviceFor(way: SourceState["past"], info: StreamInfo | null): SourceState["advice"] {
  if (way !== "msg-get" || info === null) return null;
  return info.allowDirect
    ? { sentence: "slow: this login may not use the stream's direct get", remedy: null }
    : { sentence: "slow: this stream has no direct get", remedy: `nats stream edit ${info.name} --allow-direct` };
}
