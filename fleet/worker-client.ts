import type { KnownStatus } from "#contract/heartbeat.ts";
import type { Prefixes } from "#contract/subjects.ts";
import { channelSubject, DEFAULT_PREFIXES, heartbeatSubject, isToken, taskSubject } from "#contract/subjects.ts";
import type { TaskEvent } from "#contract/task.ts";
import { assert } from "#util/assert.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { HeartbeatWords, TaskWords } from "./bodies.ts";
import { claimedBody, endedBody, heartbeatBody, isoTime, messageBody, registrationContent } from "./bodies.ts";
import type { Clock } from "./clock.ts";
import { systemClock, wait } from "./clock.ts";
import type { FleetLogin } from "./connect.ts";
import { connectFleet, flushWithin } from "./connect.ts";
import type { NotStored, StoredAt } from "./publish.ts";
import { publishStored } from "./publish.ts";
import type { LoggedTask, TaskChange, TaskClaim } from "./task-log.ts";
import { TaskLog } from "./task-log.ts";
import type { NatsConnection } from "nats";
import { nuid } from "nats";

export interface WorkerOptions {
  nc: NatsConnection;
  /** One subject token: no space, dot, `*` or `>`. Case matters. */
  agentId: string;
  /** Between automatic beats; 30,000 unless told. The beat carries it, so that a reader knows when this agent is late. */
  intervalMs?: number;
  /** No beat but those that the agent sends itself, as agents do that beat from their work loop. */
  automaticBeat?: boolean;
  prefixes?: Prefixes;
  stream?: string;
  /** Shared by agents of one process; one of its own otherwise. */
  taskLog?: TaskLog;
  clock?: Clock;
  /** 0 ≤ x < 1, for jitter. */
  random?: () => number;
  /** How this agent writes a time; ISO with `Z` unless told. Only to imitate agents that do otherwise. */
  writeTime?: (ms: number) => string;
}

export type ClaimRefusal =
  /** No message in the stream makes this task available. */
  | { reason: "unknown-task" }
  | { reason: "blocked"; by: string[] }
  /** Somebody else has it. */
  | { reason: "claimed"; owner: string | null }
  /** It has ended, or is in a state nobody knows. */
  | { reason: "not-open"; status: string }
  /** An agent of the other form had claimed it a moment before; ours was stored and is withdrawn. */
  | { reason: "withdrawn"; owner: string | null }
  /** Fifty tries, each beaten by another agent's claim of some task. */
  | { reason: "contended"; tries: number }
  | NotStored;

export type EndRefusal = { reason: "unknown-task" } | { reason: "not-yours"; owner: string | null } | NotStored;

const DEFAULT_INTERVAL_MS = 30_000;
/** Beats of many agents started together must not arrive together. */
const JITTER = 0.1;
const MAX_CLAIM_TRIES = 50;
/** An agent that ends while its link is down must end all the same. */
const LAST_WORD_MS = 2_000;

/**
 * An agent's side of the coordination system. Every promise that writes settles when the stream holds the message, except beats.
 *
 * **What a claim guarantees.** Among agents that claim through this class at most one claim of a task is stored, and `claimTask`
 * says `ok` to that agent only. An agent that publishes claims without a condition (older clients on the same subject,
 * newer ones on `mjwork.tasks`) is respected where its claim came first; where it comes later it claims over ours, and nothing
 * on this side can prevent that. Rollcall shows such a pair as a finding.
 */
export class WorkerClient {
  readonly agentId: string;
  readonly #nc: NatsConnection;
  readonly #ownsConnection: boolean;
  readonly #intervalMs: number;
  readonly #prefixes: Prefixes;
  readonly #log: TaskLog;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #writeTime: (ms: number) => string;
  readonly #automatic: boolean;
  #words: HeartbeatWords = { status: "idle" };
  #cancelBeat: (() => void) | null = null;
  #closed = false;
  readonly #unwatch = new Set<() => void>();

  constructor(options: WorkerOptions & { ownsConnection?: boolean }) {
    assert(isToken(options.agentId), `an agent id is one subject token, not ${JSON.stringify(options.agentId)}`);
    this.agentId = options.agentId;
    this.#nc = options.nc;
    this.#ownsConnection = options.ownsConnection ?? false;
    this.#intervalMs = options.intervalMs ?? DEFAULT_INTERVAL_MS;
    this.#prefixes = options.prefixes ?? DEFAULT_PREFIXES;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#writeTime = options.writeTime ?? isoTime;
    this.#automatic = options.automaticBeat ?? true;
    this.#log = options.taskLog ?? new TaskLog(options);
  }

  /** With a connection of its own, ended by `close`. @throws NatsError where no server answers. */
  static async connect(options: Omit<WorkerOptions, "nc"> & FleetLogin): Promise<WorkerClient> {
    const nc = await connectFleet({ ...options, name: options.name ?? options.agentId });
    return new WorkerClient({ ...options, nc, ownsConnection: true });
  }

  /** Says who this agent is, beats once and goes on beating. Not required: an agent exists from its first heartbeat. */
  async register(words: {
    description: string;
    capabilities: readonly string[];
  }): Promise<Result<StoredAt, NotStored>> {
    this.heartbeat({ ...this.#words, ...words });
    return this.#say("coordination", registrationContent(words, this.#intervalMs));
  }

  /**
   * Publishes a beat now; the automatic ones repeat these words. Fields left out keep their last value.
   * A beat is not confirmed: one that was lost is made good by the next.
   */
  heartbeat(words: Partial<HeartbeatWords> = {}): void {
    assert(!this.#closed, `${this.agentId} is closed`);
    this.#words = { ...this.#words, ...words };
    this.#beat();
    if (this.#automatic) this.#scheduleBeat();
  }

  #beat(): void {
    const body = heartbeatBody(this.agentId, this.#words, this.#intervalMs, this.#timestamp());
    // While the connection is away the client holds what it publishes; a closed one cannot be written to any more.
    if (!this.#nc.isClosed()) this.#nc.publish(heartbeatSubject(this.agentId, this.#prefixes), JSON.stringify(body));
  }

  #scheduleBeat(): void {
    // The first at any moment of the interval: agents that were started together would beat together for hours.
    const share = this.#cancelBeat === null ? this.#random() : 1 + JITTER * (2 * this.#random() - 1);
    this.#cancelBeat?.();
    const delayMs = this.#intervalMs * share;
    this.#cancelBeat = this.#clock.after(delayMs, () => {
      this.#beat();
      this.#scheduleBeat();
    });
  }

  #timestamp(): string {
    return this.#writeTime(this.#clock.now());
  }

  /** Beats that a person is waited for, until `approvalGiven`. `text` is the question. */
  requestApproval(text: string): void {
    this.heartbeat({ approvalMessage: text });
  }

  approvalGiven(): void {
    this.heartbeat({ approvalMessage: null });
  }

  /** The newest state per id: available, and nothing open that it waits for. Oldest first. */
  async getAvailableTasks(): Promise<TaskEvent[]> {
    await this.#log.readToEnd();
    return this.#log
      .open()
      .filter((task) => this.#log.isClaimable(task))
      .toSorted((a, b) => a.openedSeq - b.openedSeq)
      .map(({ event }) => event);
  }

  /** Calls back for every task message stored from now on, once each, with the task's state after it. */
  async watchTasks(onChange: (change: TaskChange) => void): Promise<() => void> {
    const unwatch = await this.#log.watch(onChange);
    this.#unwatch.add(unwatch);
    return () => {
      this.#unwatch.delete(unwatch);
      unwatch();
    };
  }

  /** Claims a task; see the class for what `ok` means. Takes two to fifty rounds of requests. */
  async claimTask(taskId: string): Promise<Result<{ task: TaskEvent; seq: number }, ClaimRefusal>> {
    const msgId = nuid.next();
    let unsure = false;
    for (let tries = 1; tries <= MAX_CLAIM_TRIES; tries++) {
      await this.#log.readToEnd();
      const task = this.#log.get(taskId);
      const own = task?.claims.at(-1);
      // A try without an answer may have been stored: then the log says so now.
      if (unsure && task !== null && own?.owner === this.agentId) return this.#settleClaim(task, own.seq);
      const refusal = this.#refusalOf(task);
      if (refusal !== null) return fail(refusal);
      assert(task !== null, "a task without refusal is there");
      const body = claimedBody(wordsOf(task.event), this.agentId, this.#timestamp());
      const condition = { msgId, lastSubjectSequence: this.#log.claimedEnd };
      const stored = await publishStored(this.#nc, taskSubject("claimed", this.#prefixes), body, condition);
      if (stored.ok) return this.#settleClaim(task, stored.value.seq);
      if (stored.error.reason === "refused") return fail(stored.error);
      this.#log.doubt();
      unsure = unsure || stored.error.reason === "no-answer";
      await wait(this.#clock, this.#random() * Math.min(5 * tries, 100));
    }
    return fail({ reason: "contended", tries: MAX_CLAIM_TRIES });
  }

  #refusalOf(task: LoggedTask | null): ClaimRefusal | null {
    if (task === null) return { reason: "unknown-task" };
    const { status, owner } = task.event;
    if (status === "claimed") return { reason: "claimed", owner };
    if (status !== "available") return { reason: "not-open", status };
    const by = this.#log.openBlockers(task);
    return by.length > 0 ? { reason: "blocked", by } : null;
  }

  /** The condition covers one subject only: a claim in the other form may have come in between, and then it was first. */
  async #settleClaim(task: LoggedTask, seq: number): Promise<Result<{ task: TaskEvent; seq: number }, ClaimRefusal>> {
    await this.#log.readToEnd();
    const now = this.#log.get(task.event.taskId) ?? task;
    const first = now.claims.find((claim) => claim.seq < seq && claim.seq > task.openedSeq);
    if (first === undefined || first.owner === this.agentId) return ok({ task: now.event, seq });
    await this.#withdraw(task, first, seq);
    return fail({ reason: "withdrawn", owner: first.owner });
  }

  /**
   * Ours is the newest message of the task and would stand as its state: the winner's word is said again behind it, its end
   * where it has ended meanwhile.
   */
  async #withdraw(task: LoggedTask, first: TaskClaim, ourSeq: number): Promise<void> {
    const words = { ...wordsOf(task.event), claimedAt: this.#timestamp() };
    const now = this.#log.get(task.event.taskId);
    if (now !== null && now.seq > ourSeq) return;
    const again = { ...claimedBody(words, first.owner, words.claimedAt), withdrawn_by: this.agentId };
    const stored = await publishStored(this.#nc, taskSubject("claimed", this.#prefixes), again);
    if (!stored.ok) return;
    await this.#log.readToEnd();
    // The winner may have ended the task between our reading and our word; then that end has to stand last.
    const ended = this.#log.endBetween(task.event.taskId, ourSeq, stored.value.seq);
    if (ended === null) return;
    const end =
      ended.status === "failed"
        ? ({ status: "failed", error: ended.error } as const)
        : ({ status: "completed", result: ended.result } as const);
    const body = endedBody(wordsOf(ended), ended.owner, end, ended.completedAt);
    await publishStored(this.#nc, taskSubject("completed", this.#prefixes), body);
  }

  /** Ends a task that this agent has claimed. `result` is any JSON. */
  completeTask(taskId: string, result: unknown): Promise<Result<StoredAt, EndRefusal>> {
    return this.#end(taskId, { status: "completed", result });
  }

  /** Written as a message on `.completed` with `status: "failed"`. */
  failTask(taskId: string, error: string): Promise<Result<StoredAt, EndRefusal>> {
    return this.#end(taskId, { status: "failed", error });
  }

  async #end(
    taskId: string,
    end: { status: "completed"; result: unknown } | { status: "failed"; error: string },
  ): Promise<Result<StoredAt, EndRefusal>> {
    await this.#log.readToEnd();
    const task = this.#log.get(taskId);
    if (task === null) return fail({ reason: "unknown-task" });
    const { owner } = task.event;
    if (task.event.status !== "claimed" || owner !== this.agentId) return fail({ reason: "not-yours", owner });
    const body = endedBody(wordsOf(task.event), owner, end, this.#timestamp());
    return publishStored(this.#nc, taskSubject("completed", this.#prefixes), body);
  }

  /** Tells the others something, on `mjwork.coordination`. */
  coordinate(text: string): Promise<Result<StoredAt, NotStored>> {
    return this.#say("coordination", text);
  }

  reportError(error: Error | string): Promise<Result<StoredAt, NotStored>> {
    return this.#say("errors", error instanceof Error ? error.message : error);
  }

  #say(channel: string, content: unknown): Promise<Result<StoredAt, NotStored>> {
    const body = messageBody(this.agentId, channel, content, this.#timestamp());
    return publishStored(this.#nc, channelSubject(channel, this.#prefixes), body);
  }

  /** The agent's last word about itself, without a beat. */
  get status(): KnownStatus {
    return this.#words.status;
  }

  /** A clean end: says `offline`, waits until the server has it (2 s at most), and lets go of the connection if it is its own. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#words = { status: "offline" };
    this.#beat();
    this.#stop();
    if (this.#nc.isClosed()) return;
    await flushWithin(this.#nc, LAST_WORD_MS);
    if (this.#ownsConnection) await this.#nc.close();
  }

  /** Stops without a word, as a process that is killed does. For simulations and tests. */
  async abandon(): Promise<void> {
    this.#stop();
    if (this.#ownsConnection) await this.#nc.close();
  }

  #stop(): void {
    this.#closed = true;
    this.#cancelBeat?.();
    this.#cancelBeat = null;
    for (const unwatch of this.#unwatch) unwatch();
    this.#unwatch.clear();
  }
}

function wordsOf(task: TaskEvent): TaskWords {
  const { taskId, title, description, priority, blockedBy, createdAt, claimedAt } = task;
  return { taskId, title, description, priority, blockedBy, createdAt, claimedAt };
}
