import type { TaskEvent } from "#contract/task.ts";
import type { WorkerOptions } from "../worker-client.ts";
import { WorkerClient } from "../worker-client.ts";
import type { Random } from "./random.ts";
import { APPROVALS, CAPABILITIES, CHATTER, DESCRIPTIONS, ERRORS } from "./words.ts";
import type { World } from "./world.ts";
import { Life } from "./world.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
export const BEAT_MS = 30_000;

/**
 * How an agent spends its days. `steady` beats by itself; `loop` beats only from its work loop, as the first agents of the
 * coordination system do; `standby` only beats; `stage` is led by the feature pipeline.
 */
export type SimRole = "steady" | "loop" | "standby" | "stage";

/** One agent of the fleet: a real client, and a life that can be interrupted. */
export class SimAgent {
  readonly id: string;
  readonly role: SimRole;
  readonly #world: World;
  readonly #index: number;
  readonly #random: Random;
  readonly #habits: Pick<WorkerOptions, "clock" | "writeTime">;
  #client: WorkerClient | null = null;
  #life: Life;
  #held: TaskEvent | null = null;

  constructor(options: {
    id: string;
    role: SimRole;
    index: number;
    world: World;
    habits?: Pick<WorkerOptions, "clock" | "writeTime">;
  }) {
    this.id = options.id;
    this.role = options.role;
    this.#world = options.world;
    this.#index = options.index;
    this.#habits = options.habits ?? {};
    this.#random = options.world.random.fork(options.id);
    this.#life = new Life(options.world);
  }

  get alive(): boolean {
    return this.#client !== null;
  }

  /** Is there and says so, without beginning to work. */
  async appear(registers = true): Promise<void> {
    const { clock, speed, taskLog } = this.#world;
    this.#client = new WorkerClient({
      nc: this.#world.connection(this.#index),
      agentId: this.id,
      intervalMs: BEAT_MS / speed,
      automaticBeat: this.role !== "loop",
      taskLog,
      clock,
      random: this.#random.next,
      ...this.#habits,
    });
    if (!registers) return this.#client.heartbeat({ status: "idle" });
    const description = this.#random.pick(DESCRIPTIONS);
    const capabilities = [this.#random.pick(CAPABILITIES), this.#random.pick(CAPABILITIES)];
    await this.#client.register({ description, capabilities });
  }

  /** Takes up its life, and appears first where it has not yet. */
  async start(registers = true): Promise<void> {
    if (this.#client === null) await this.appear(registers);
    this.#life = new Life(this.#world);
    if (this.#client !== null) void this.#live(this.#client, this.#life);
  }

  /** Dead at once and without a word; it goes on holding what it held. */
  async crash(): Promise<void> {
    this.#life.end();
    await this.#client?.abandon();
    this.#client = null;
  }

  /** A clean end. */
  async stop(): Promise<void> {
    this.#life.end();
    await this.#client?.close();
    this.#client = null;
  }

  /** Claims and holds a task for as long as it likes, at somebody's word. Null where it could not have it. */
  async take(taskId: string): Promise<TaskEvent | null> {
    // Nobody works on two things: what it holds it ends first.
    await this.#finish(false);
    const client = this.#client;
    const claim = await client?.claimTask(taskId);
    if (client === null || claim === undefined || !claim.ok) return null;
    this.#hold(client, claim.value.task);
    return claim.value.task;
  }

  /** Beats that it works on something. Used by the pipeline, which does the work elsewhere. */
  show(status: "busy" | "idle", currentTask: string | null, title: string | null = null): void {
    this.#client?.heartbeat({ status, currentTask, currentTaskTitle: title });
  }

  /** Asks a person and waits that long (simulated), its life standing still. */
  async waitForApproval(forMs: number): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    client.requestApproval(this.#random.pick(APPROVALS));
    if (await this.#life.pause(forMs)) client.approvalGiven();
  }

  /** Does one task to its end without pauses: for the fleet's past, published in its first seconds. */
  async doAtOnce(taskId: string, fails: boolean): Promise<void> {
    const task = await this.take(taskId);
    if (task !== null) await this.#finish(fails);
  }

  async #live(client: WorkerClient, life: Life): Promise<void> {
    // What it held when it crashed it takes up again.
    if (this.#held !== null && (await life.pause(20 * SECOND_MS))) await this.#finish(false).catch(() => undefined);
    switch (this.role) {
      case "steady":
        return life.rounds(this.id, () => this.#steadyRound(client, life));
      case "loop":
        return life.rounds(this.id, () => this.#loopRound(client, life));
      case "standby":
      case "stage":
        return;
    }
  }

  async #steadyRound(client: WorkerClient, life: Life): Promise<void> {
    if (this.#held === null && !(await this.#claimSomething(client))) {
      await life.pause(this.#random.between(4, 12) * SECOND_MS);
      return;
    }
    await this.#work(client, life);
    await life.pause(this.#random.between(2, 10) * SECOND_MS);
  }

  async #work(client: WorkerClient, life: Life): Promise<void> {
    if (this.#random.chance(0.25)) await this.#chat(client);
    if (!(await life.pause(this.#duration()))) return;
    if (this.#random.chance(0.04)) await this.waitForApproval(this.#random.between(40, 150) * SECOND_MS);
    if (life.ended) return;
    await this.#finish(this.#random.chance(0.05));
  }

  /** Quick tasks in a burst of beats, then half a minute of sleep; now and then a long task without any beat. */
  async #loopRound(client: WorkerClient, life: Life): Promise<void> {
    client.heartbeat({ status: "active" });
    for (let quick = 0; quick < 4 && !life.ended; quick++) {
      if (!(await this.#claimSomething(client))) break;
      const long = this.#random.chance(0.02);
      if (!(await life.pause(long ? 20 * MINUTE_MS : this.#random.between(0.5, 3) * SECOND_MS))) return;
      await this.#finish(false);
    }
    await life.pause(BEAT_MS);
  }

  /** A minute as a rule, now and then several. */
  #duration(): number {
    const base = this.#random.between(25, 100) * SECOND_MS;
    return this.#random.chance(0.1) ? base * 4 : base;
  }

  async #claimSomething(client: WorkerClient): Promise<boolean> {
    const open = await client.getAvailableTasks();
    for (let tries = 0; tries < 3 && open.length > 0; tries++) {
      const [task] = open.splice(this.#random.index(Math.min(8, open.length)), 1);
      const claim = task === undefined ? null : await client.claimTask(task.taskId);
      if (claim?.ok !== true) continue;
      this.#hold(client, claim.value.task);
      return true;
    }
    return false;
  }

  #hold(client: WorkerClient, task: TaskEvent): void {
    this.#held = task;
    client.heartbeat({ status: "busy", currentTask: task.taskId, currentTaskTitle: task.title });
  }

  async #finish(fails: boolean): Promise<void> {
    const client = this.#client;
    const task = this.#held;
    if (client === null || task === null) return;
    if (fails) {
      const error = this.#random.pick(ERRORS);
      await client.reportError(`${task.title ?? task.taskId}: ${error}`);
      await client.failTask(task.taskId, error);
    } else {
      await client.completeTask(task.taskId, {
        summary: `${task.title ?? task.taskId} done`,
        files: this.#random.index(9),
      });
    }
    this.#held = null;
    client.heartbeat({ status: "idle", currentTask: null, currentTaskTitle: null });
  }

  async #chat(client: WorkerClient): Promise<void> {
    const task = this.#held?.title ?? "this";
    await client.coordinate(this.#random.pick(CHATTER).replace("{task}", task));
  }
}
