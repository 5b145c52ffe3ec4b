/**
 * One stream that keeps its history: its past, newest first, and what is new, by doorbell. The rule that loses and
 * repeats nothing: the cursor moves only over a message that came, or up to the first sequence that the stream's
 * leader reports; never on a 404, never to the last sequence. A message above a hole proves the hole.
 *
 * One hole is known and stays: a stream that is made again and has passed our cursor before the next `STREAM.INFO` has
 * up to two seconds of its messages handed on as the old stream's; then the source starts afresh, and all are read again.
 */
import { collide, covers } from "#contract/subject-filter.ts";
import { everythingBelow, heartbeatFilter } from "#contract/subjects.ts";
import type { SourceState } from "#model/source-state.ts";
import { assert } from "#util/assert.ts";
import { askFirstInfo } from "./ask-first-info.ts";
import { BestWay } from "./best-way.ts";
import type { PastLimits } from "./general-past.ts";
import { GeneralPast } from "./general-past.ts";
import type { ApiFailure, StreamInfo } from "./js-api.ts";
import { LeaderWatch } from "./leader-watch.ts";
import { LiveFetch } from "./live-fetch.ts";
import { OlderTasks } from "./older-tasks.ts";
import type { ReadEnd, Reader } from "./reader.ts";
import type { PastPlace } from "./read-past.ts";
import { readPart } from "./read-past.ts";
import { MOST_AGENTS, rollCall } from "./roll.ts";
import { Run } from "./run.ts";
import type { Session } from "./session.ts";
import { ShortTail } from "./short-tail.ts";
import type { Source, SourceHost } from "./source-host.ts";
import { adviceFor, failureOf } from "./source-words.ts";

/** A gap after an outage that is longer than this is read as past, newest first. */
const LONG_GAP = 20_000;
const PAST_READERS = 2;
/** What is asked meanwhile, such as what was delivered, comes over the same socket, behind the bodies that are on their way. */
const REPORT_READERS = 1;

export class StreamSource implements Source, PastPlace {
  readonly name: string;
  readonly host: SourceHost;
  readonly #wanted: readonly string[];
  #run: Run | null = null;
  #info: StreamInfo | null = null;
  #way: BestWay | null = null;
  #leader: LeaderWatch | null = null;
  #phase: SourceState["phase"] = { state: "opening" };
  #restarts = 0;
  /** After an outage the page is whole again once the cursor has passed this. */
  #catchUpTo = 0;
  #rolled = false;
  #agentsKnown = false;
  #tail = new ShortTail();
  #live: LiveFetch;
  #past: GeneralPast;
  #older: OlderTasks;

  /** @param wanted subject filters that the page is about: what else the stream captures need not ring */
  constructor(name: string, wanted: readonly string[], host: SourceHost) {
    this.name = name;
    this.#wanted = wanted;
    this.host = host;
    this.#live = this.#newLive();
    this.#past = new GeneralPast();
    this.#older = new OlderTasks(this, host.settings.prefixes);
  }

  announce(): void {
    this.#publish();
  }

  attach(session: Session, known: StreamInfo | null = null): void {
    this.detach();
    this.#phase = { state: "opening" };
    this.#publish();
    this.#begin(session, known);
  }

  detach(): void {
    this.#run?.end();
    this.#run = null;
  }

  #begin(session: Session, known: StreamInfo | null = null): void {
    const run = new Run(this.host.io);
    this.#run = run;
    this.#live.begin(run);
    void this.#open(run, session, known);
  }

  /** Everything folded from the stream is void: begin again from what it holds now. */
  #startAfresh(session: Session): void {
    this.#run?.end();
    this.#restarts += 1;
    this.#info = null;
    this.#live = this.#newLive();
    this.#past = new GeneralPast();
    this.#older = new OlderTasks(this, this.host.settings.prefixes);
    this.#tail = new ShortTail();
    this.#catchUpTo = 0;
    this.#rolled = false;
    this.#agentsKnown = false;
    this.#phase = { state: "opening" };
    this.host.reset(this.name);
    this.#begin(session);
  }

  #newLive(): LiveFetch {
    return new LiveFetch(this.name, this.host, {
      ended: (reader, end) => this.ended(reader, end),
      unanswered: () => this.#leader?.askSoon(),
      fetched: () => this.progress(),
      refused: () => this.#publish(),
    });
  }

  async #open(run: Run, session: Session, known: StreamInfo | null): Promise<void> {
    const info = known ?? (await askFirstInfo(run, session, this.name, (failure) => this.#infoFailed(failure)));
    if (info === null) return;
    if (this.#info !== null && this.#info.created !== info.created) {
      this.#startAfresh(session);
      return;
    }
    const way = new BestWay(session, info);
    this.#way = way;
    const leader = new LeaderWatch(run, session, this.name);
    this.#leader = leader;
    const isFirst = this.#live.cursor === null;
    this.#noteInfo(info);
    this.#live.listen(run, session, info.subjects, this.#wanted);
    if (isFirst) this.#beginPast(info);
    else this.#resume(info);
    this.#publish();
    void this.#live.fetch(run, way);
    void this.#watchLeader(run, session, leader);
    await this.#roll(run, session, info);
    await this.host.io.presentShown?.();
    if (run.alive) await this.#readPast(run, session, info);
  }

  #beginPast(info: StreamInfo): void {
    this.#live.cursor = info.lastSeq + 1;
    // Before 2.10 there may be no clock yet: the newest message is as good a "now" for a bound of hours.
    const newest = info.messages > 0 ? info.lastAt - this.host.settings.historyMs : null;
    this.#past.begin(info, this.way().reader.way, this.#limits(info), this.host.wantedSince() ?? newest);
    this.#phase = { state: "reading-past", doneRatio: 0 };
  }

  #limits({ subjects }: StreamInfo): PastLimits {
    const { historyMaxMessages, historyMaxBytes, reportsMaxBytes } = this.host.settings;
    const bytes = this.#holdsReportsAlone(subjects) ? reportsMaxBytes : historyMaxBytes;
    return { messages: historyMaxMessages, bytes };
  }

  #holdsReportsAlone(subjects: readonly string[]): boolean {
    const reports = everythingBelow(this.host.settings.prefixes.deliverables);
    return subjects.length > 0 && subjects.every((subject) => covers(reports, subject));
  }

  /** The same stream after a lost connection: go on from the cursor. */
  #resume(info: StreamInfo): void {
    const cursor = this.#live.next;
    if (info.lastSeq - cursor >= LONG_GAP) {
      this.#past.plan.want(Math.max(cursor, info.firstSeq), info.lastSeq);
      this.#live.cursor = info.lastSeq + 1;
    }
    this.#catchUpTo = info.lastSeq;
    this.#judgeInfo(info);
    this.#phase = this.#phaseNow();
  }

  // ---- the roll and the past, one after the other

  async #roll(run: Run, session: Session, info: StreamInfo): Promise<void> {
    const filter = heartbeatFilter(this.host.settings.prefixes);
    if (this.#rolled) return;
    if (info.subjects.some((subject) => collide(subject, filter))) {
      const { isDone, total } = await rollCall(session.api, this.way().reader, info, filter, (message) => {
        const { seq } = message;
        if (run.alive) this.host.chunk({ stream: this.name, from: seq, to: seq, messages: [message] });
      });
      if (!run.alive || !isDone) return;
      this.#agentsKnown = total <= MOST_AGENTS;
    } else this.#agentsKnown = true;
    this.#rolled = true;
  }

  /** Everything as far back as the page waits for, then older tasks, then what follows where reading is slow. */
  async #readPast(run: Run, session: Session, info: StreamInfo): Promise<void> {
    const readers = this.#holdsReportsAlone(info.subjects) ? REPORT_READERS : PAST_READERS;
    await readPart(run, session, this, this.#past, readers);
    if (!run.alive || this.way().isClosed) return;
    this.progress();
    await this.#older.read(run, session, this.#info ?? info, this.#past.plan.lowest ?? this.#live.next);
    if (!run.alive || !this.#past.extend(this.#info ?? info, this.way().reader.way)) return;
    await readPart(run, session, this, this.#past, readers);
    if (run.alive) this.progress();
  }

  // ---- what the leader says

  async #watchLeader(run: Run, session: Session, leader: LeaderWatch): Promise<void> {
    while (run.alive) {
      const answer = await leader.next(this.#live);
      if (answer === null) return;
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
        if (this.#tail.isLost(this.host.io.now())) {
          this.#startAfresh(session);
          return;
        }
        if (this.#phase.state === "failed" && !this.way().isClosed) this.#phase = this.#phaseNow();
        this.way().tryBestAgain(answer.value, this.host.io.now());
        if (await leader.isTailGone(this.#live, answer.value, this.host.io.now())) {
          if (this.#catchUpTo <= answer.value.lastSeq) this.#catchUpTo = 0;
          this.progress();
        }
        if (!run.alive) return;
      }
      this.#publish();
    }
  }

  #noteInfo(info: StreamInfo): void {
    this.#info = info;
    this.#way?.leaderAnswered();
    this.host.sampleInfo(info);
    this.#live.lag.known(info.lastSeq, this.host.io.now());
  }

  #judgeInfo(info: StreamInfo): void {
    const cursor = this.#live.next;
    this.#past.plan.notBelow(info.firstSeq);
    this.#older.notBelow(info.firstSeq);
    if (info.firstSeq > cursor) {
      // Purged: the leader itself says that nothing below is left.
      this.host.chunk({ stream: this.name, from: cursor, to: info.firstSeq - 1, messages: [] });
      this.#live.cursor = info.firstSeq;
    }
    this.#tail.told(info.lastSeq, cursor - 1, this.host.io.now());
    if (info.lastSeq >= this.#live.next) this.#live.poke();
  }

  #infoFailed(failure: ApiFailure): void {
    const failed = failureOf(failure, this.name, this.#info !== null);
    if (failed === null) return;
    this.#phase = failed;
    this.#publish();
  }

  // ---- what reading needs of us, and tells us

  get stream(): string {
    return this.name;
  }

  way(): BestWay {
    assert(this.#way !== null, "there is a way to read once a source is open");
    return this.#way;
  }

  replicas(): number {
    return this.#info?.replicas ?? 0;
  }

  ended(reader: Reader, end: ReadEnd): void {
    const way = this.way();
    const wasClosed = way.isClosed;
    way.judge(reader, end, this.name, this.host.io.now());
    if (wasClosed || !way.isClosed) return;
    this.#phase = { state: "failed", reason: "forbidden", detail: `this login may not read the stream ${this.name}` };
    this.#publish();
    this.host.unreadable(this.name);
  }

  progress(): void {
    if (this.#phase.state !== "failed") this.#phase = this.#phaseNow();
    this.#publish();
  }

  // ---- what the page shows

  #phaseNow(): SourceState["phase"] {
    const hasCaughtUp = this.#live.next > this.#catchUpTo && this.#live.isListening;
    if (hasCaughtUp && this.#past.isRead && this.#older.isReadEnough) return { state: "complete" };
    const sizes = [this.#past.plan.size, this.#older.size(this.#info, this.#past.plan.lowest)];
    const wanted = sizes.reduce((sum, size) => sum + size.wanted, 0);
    const done = sizes.reduce((sum, size) => sum + size.done, 0);
    return { state: "reading-past", doneRatio: wanted === 0 ? 1 : Math.min(1, done / wanted) };
  }

  #publish(): void {
    const { cursor, live, lag } = this.#live;
    const way = this.#way?.reader.way ?? "none";
    const subjects = this.#info?.subjects ?? [];
    const isForbidden = this.#phase.state === "failed" && this.#phase.reason === "forbidden";
    this.host.changed({
      name: this.name,
      stream: this.name,
      subjects,
      ...(this.#holdsReportsAlone(subjects) ? { reportsAlone: true } : {}),
      past: isForbidden ? "none" : way,
      live: isForbidden ? "none" : live,
      phase: this.#phase,
      completeSince: this.#past.completeSince(this.host.wantedSince()),
      tasksPast: this.#older.state(this.#info),
      agentsKnown: this.#agentsKnown,
      behind: cursor === null ? null : lag.behind(cursor, this.host.io.now()),
      advice: adviceFor(way, this.#info, {
        tasksFrom: this.#older.messagesLeftOutFrom,
        forBytes: this.#info === null ? null : this.#past.leftOut(this.#info.firstSeq),
      }),
      restarts: this.#restarts,
      firstSeq: this.#info?.firstSeq ?? null,
      lastSeq: cursor === null ? null : Math.max(cursor - 1, 0),
    });
  }
}
