import type { Prefixes } from "#contract/subjects.ts";
import { DEFAULT_PREFIXES, parseSubject, taskSubject } from "#contract/subjects.ts";
import { decode } from "#contract/decode.ts";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import type { TaskEvent } from "#contract/task.ts";
import { onReconnect } from "./connect.ts";
import { Doorbell } from "./doorbell.ts";
import { lastOn, readRange } from "./read-subject.ts";
import type { StoredMessage } from "./stored-message.ts";
import type { JetStreamManager, NatsConnection, Subscription } from "nats";

/** Which of the two forms of shared use a message was written in: a subject per state, or one for all. */
export type TaskForm = "subject-per-state" | "single-subject";

export interface TaskClaim {
  owner: string | null;
  seq: number;
  form: TaskForm;
}

/** A task as the stream tells it: its newest message, and the claims since it was last made available. */
export interface LoggedTask {
  /** The newest message of the id in stream order: its present state. */
  event: TaskEvent;
  seq: number;
  /** Stream time of the newest message, ms. */
  timeMs: number;
  /** Sequence of the newest message that says `available`, 0 where none is known. */
  openedSeq: number;
  /** The newest message that says it ended, whatever came after it. */
  end: { event: TaskEvent; seq: number } | null;
  /** Claims, oldest first; those before `openedSeq` are of an earlier round and left out. */
  claims: readonly TaskClaim[];
}

export interface TaskChange {
  task: LoggedTask;
  message: StoredMessage;
}

/** Ended tasks beyond this many are forgotten, oldest first, as the stream itself forgets them after its `max_age`. */
const MAX_ENDED = 100_000;
/** How long a stream that was deleted and made again may go unnoticed where no claim is refused. */
const CHECK_EVERY_MS = 2_000;
const SWEEP_MS = 5_000;

/**
 * The state of every task, folded from both subject forms. One log may serve all agents of a process.
 * The order in which messages are taken in does not matter, only their sequences do.
 */
export class TaskLog {
  readonly #nc: NatsConnection;
  readonly #prefixes: Prefixes;
  readonly #stream: string;
  #jsm: JetStreamManager | null = null;
  #created = "";
  #allowDirect = false;
  /** Per filter: the next sequence to read. */
  readonly #cursors = new Map<string, number>();
  #claimedEnd = 0;
  #doubted = false;
  #checkedAt = -Infinity;
  readonly #tasks = new Map<string, LoggedTask>();
  readonly #open = new Set<string>();
  readonly #ended = new Set<string>();
  #reading: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  readonly #watchers = new Set<(change: TaskChange) => void>();
  #subscriptions: Subscription[] = [];
  #bell: Doorbell | null = null;
  #endReconnects: (() => void) | null = null;
  #sweep: NodeJS.Timeout | null = null;

  constructor(options: { nc: NatsConnection; stream?: string; prefixes?: Prefixes }) {
    this.#nc = options.nc;
    this.#stream = options.stream ?? COORDINATION_STREAM;
    this.#prefixes = options.prefixes ?? DEFAULT_PREFIXES;
  }

  /** The last sequence on the `.claimed` subject as of the last `readToEnd`; a claim is published on this condition. */
  get claimedEnd(): number {
    return this.#claimedEnd;
  }

  /** The broker contradicted what this log says: the next reading looks at the stream itself as well. */
  doubt(): void {
    this.#doubted = true;
  }

  get(taskId: string): LoggedTask | null {
    return this.#tasks.get(taskId) ?? null;
  }

  /** Every task whose newest state is `available`, blocked ones included. */
  open(): LoggedTask[] {
    return [...this.#open].map((id) => this.#tasks.get(id)).filter((task) => task !== undefined);
  }

  /** Open, and everything it waits for has been completed. */
  isClaimable(task: LoggedTask): boolean {
    return task.event.status === "available" && this.openBlockers(task).length === 0;
  }

  /** The end of a task stored between two sequences, both left out; null where there was none. */
  endBetween(taskId: string, afterSeq: number, beforeSeq: number): TaskEvent | null {
    const end = this.#tasks.get(taskId)?.end ?? null;
    return end !== null && end.seq > afterSeq && end.seq < beforeSeq ? end.event : null;
  }

  /** The ids that hold a task up: those that no message in the log completed, an id that nobody published included. */
  openBlockers(task: LoggedTask): string[] {
    return task.event.blockedBy.filter((id) => this.#tasks.get(id)?.event.status !== "completed");
  }

  /**
   * Reads on to what the stream's leader holds now. Calls made while a reading is under way share the next one, so that each
   * caller sees at least everything stored before its call.
   *
   * @throws NatsError where the stream is missing or nothing answers.
   */
  readToEnd(): Promise<void> {
    if (this.#reading === null) {
      this.#reading = this.#read().finally(() => {
        this.#reading = null;
      });
      return this.#reading;
    }
    this.#next ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.readToEnd();
      });
    return this.#next;
  }

  /**
   * Calls back once for every task message stored from now on. A plain subscription only rings: what is told is what the stream holds.
   * The returned function ends the watch.
   */
  async watch(onChange: (change: TaskChange) => void): Promise<() => void> {
    if (this.#watchers.size === 0) {
      await this.readToEnd();
      this.#listen();
    }
    this.#watchers.add(onChange);
    return () => {
      this.#watchers.delete(onChange);
      if (this.#watchers.size === 0) this.#deafen();
    };
  }

  #listen(): void {
    const bell = new Doorbell(() => this.readToEnd());
    this.#bell = bell;
    this.#subscriptions = this.#filters().map((subject) =>
      this.#nc.subscribe(subject, { callback: () => bell.ring() }),
    );
    this.#endReconnects = onReconnect(this.#nc, () => bell.readOn());
    // A bell that was lost on the way must not leave the watch behind for ever.
    this.#sweep = setInterval(() => bell.readOn(), SWEEP_MS);
    this.#sweep.unref();
  }

  #deafen(): void {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#subscriptions = [];
    this.#endReconnects?.();
    this.#bell?.close();
    this.#bell = null;
    if (this.#sweep !== null) clearInterval(this.#sweep);
    this.#sweep = null;
  }

  /** `mjwork.tasks.>` does not match `mjwork.tasks`: both are read. */
  #filters(): string[] {
    const single = taskSubject(null, this.#prefixes);
    return [single, `${single}.>`];
  }

  async #read(): Promise<void> {
    this.#jsm ??= await this.#nc.jetstreamManager({ checkAPI: false });
    const jsm = this.#jsm;
    if (this.#doubted || performance.now() - this.#checkedAt > CHECK_EVERY_MS) await this.#check(jsm);
    const filters = this.#filters();
    const ends = await Promise.all(filters.map((filter) => lastOn(jsm, this.#stream, filter)));
    // An end before what was read already: purged, or another stream of the same name.
    const shrank = filters.some((filter, i) => (ends[i]?.seq ?? 0) + 1 < (this.#cursors.get(filter) ?? 1));
    if (shrank) await this.#check(jsm);
    await Promise.all(filters.map((filter, i) => this.#readFilter(jsm, filter, ends[i]?.seq ?? 0)));
  }

  /** What changes seldom: whether it is still the same stream, and what a purge or an age limit left of the claimed subject. */
  async #check(jsm: JetStreamManager): Promise<void> {
    this.#doubted = false;
    this.#checkedAt = performance.now();
    const [info, claimed] = await Promise.all([
      jsm.streams.info(this.#stream),
      lastOn(jsm, this.#stream, taskSubject("claimed", this.#prefixes)),
    ]);
    if (info.created !== this.#created) this.#startAfresh(info.created);
    this.#allowDirect = info.config.allow_direct;
    this.#claimedEnd = claimed?.seq ?? 0;
  }

  /** The stream was deleted and made again: its sequences begin anew and say nothing about ours. */
  #startAfresh(created: string): void {
    this.#created = created;
    this.#cursors.clear();
    this.#tasks.clear();
    this.#open.clear();
    this.#ended.clear();
    this.#claimedEnd = 0;
  }

  async #readFilter(jsm: JetStreamManager, filter: string, to: number): Promise<void> {
    const from = this.#cursors.get(filter) ?? 1;
    const claimed = taskSubject("claimed", this.#prefixes);
    const range = { stream: this.#stream, filter, from, to, allowDirect: this.#allowDirect };
    for await (const message of readRange(this.#nc, jsm, range)) {
      this.#cursors.set(filter, message.seq + 1);
      if (message.subject === claimed) this.#claimedEnd = Math.max(this.#claimedEnd, message.seq);
      this.#take(message);
    }
    if (to >= from) this.#cursors.set(filter, to + 1);
  }

  #take(message: StoredMessage): void {
    this.#bell?.took();
    const decoded = decode(message.subject, message.data, message.headers, this.#prefixes);
    if (!decoded.ok || decoded.value.family !== "task") return;
    const { task: event } = decoded.value;
    const task = withMessage(this.#tasks.get(event.taskId) ?? null, event, message, formOf(message, this.#prefixes));
    this.#tasks.set(event.taskId, task);
    if (task.event.status === "available") this.#open.add(event.taskId);
    else this.#open.delete(event.taskId);
    this.#forgetOldEnds(task);
    for (const watcher of this.#watchers) watcher({ task, message });
  }

  #forgetOldEnds(task: LoggedTask): void {
    const id = task.event.taskId;
    this.#ended.delete(id);
    if (task.event.status !== "completed" && task.event.status !== "failed") return;
    this.#ended.add(id);
    if (this.#ended.size <= MAX_ENDED) return;
    const [oldest] = this.#ended;
    if (oldest === undefined) return;
    this.#ended.delete(oldest);
    this.#tasks.delete(oldest);
  }
}

function formOf(message: StoredMessage, prefixes: Prefixes): TaskForm {
  const subject = parseSubject(message.subject, prefixes);
  return subject.family === "task" && subject.state === null ? "single-subject" : "subject-per-state";
}

/** One message taken into a task's state; commutative, because the two forms are read side by side. */
export function withMessage(
  before: LoggedTask | null,
  event: TaskEvent,
  { seq, timeMs }: StoredMessage,
  form: TaskForm,
): LoggedTask {
  const openedSeq = Math.max(before?.openedSeq ?? 0, event.status === "available" ? seq : 0);
  const known = before?.claims ?? [];
  const claims = (event.status === "claimed" ? [...known, { owner: event.owner, seq, form }] : known)
    .filter((claim) => claim.seq > openedSeq)
    .toSorted((a, b) => a.seq - b.seq);
  const words = mergeWords(before?.event ?? null, event);
  const isEnd = event.status === "completed" || event.status === "failed";
  const end = isEnd && (before?.end?.seq ?? 0) < seq ? { event: words, seq } : (before?.end ?? null);
  if (before !== null && before.seq > seq) return { ...before, openedSeq, claims, end };
  return { event: words, seq, timeMs, openedSeq, claims, end };
}

/** Claims and ends often repeat only the id: what an earlier message said of the task still holds. */
function mergeWords(before: TaskEvent | null, event: TaskEvent): TaskEvent {
  if (before === null) return event;
  return {
    ...event,
    title: event.title ?? before.title,
    description: event.description ?? before.description,
    priority: event.priority ?? before.priority,
    blockedBy: event.blockedBy.length > 0 || event.status === "available" ? event.blockedBy : before.blockedBy,
    createdAt: event.createdAt ?? before.createdAt,
    claimedAt: event.claimedAt ?? (event.status === "available" ? null : before.claimedAt),
    owner: event.owner ?? (event.status === "available" ? null : before.owner),
  };
}
