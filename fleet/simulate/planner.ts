import { messageBody, isoTime } from "../bodies.ts";
import { publishStored } from "../publish.ts";
import { TaskPublisher } from "../task-publisher.ts";
import { channelSubject } from "#contract/subjects.ts";
import type { Random } from "./random.ts";
import { ROADMAP, TASK_DESCRIPTIONS, TASK_TITLES } from "./words.ts";
import type { World } from "./world.ts";
import { Life } from "./world.ts";

const MINUTE_MS = 60_000;
/** The load swings once in so long, so that the queue is seen to grow and to drain. */
const SWING_MS = 14 * MINUTE_MS;
/** What one agent gets done in a minute, at the durations of `SimAgent`. */
const TASKS_PER_AGENT_MINUTE = 0.55;

/** Puts tasks before the fleet: changing load, chains of dependencies, and a word on the roadmap now and then. */
export class Planner {
  readonly #world: World;
  readonly #publisher: TaskPublisher;
  readonly #random: Random;
  readonly #perMinute: number;
  readonly #life: Life;
  readonly #startedMs: number;
  #made = 0;
  #recent: string[] = [];

  constructor(world: World, workers: number) {
    this.#world = world;
    this.#publisher = new TaskPublisher({ nc: world.connection(0), clock: world.clock });
    this.#random = world.random.fork("planner");
    this.#perMinute = Math.max(1, workers * TASKS_PER_AGENT_MINUTE);
    this.#life = new Life(world);
    this.#startedMs = world.clock.now();
  }

  start(): void {
    void this.#life.rounds("planner", () => this.#round());
  }

  stop(): void {
    this.#life.end();
  }

  async #round(): Promise<void> {
    const simulatedMs = (this.#world.clock.now() - this.#startedMs) * this.#world.speed;
    const load = 1 + 0.7 * Math.sin((2 * Math.PI * simulatedMs) / SWING_MS);
    const meanPauseMs = MINUTE_MS / (this.#perMinute * load);
    // Exponential pauses: tasks come as they come.
    if (!(await this.#life.pause(-Math.log(1 - this.#random.next()) * meanPauseMs))) return;
    await this.publish();
    if (this.#random.chance(0.03)) await this.sayRoadmap();
  }

  /** One task; a sixth of them wait for an earlier one. */
  async publish(blocked = this.#random.chance(1 / 6)): Promise<string> {
    const previous = this.#recent.at(-1);
    const task = {
      taskId: this.#nextId(),
      title: this.#random.pick(TASK_TITLES),
      description: this.#random.pick(TASK_DESCRIPTIONS),
      priority: this.#random.pick(["high", "medium", "medium", "low"] as const),
      blockedBy: blocked && previous !== undefined ? [previous] : [],
    };
    const stored = await this.#publisher.publishTask(task);
    if (!stored.ok) throw new Error(`task not stored: ${JSON.stringify(stored.error)}`);
    this.#recent = [...this.#recent.slice(-20), task.taskId];
    return task.taskId;
  }

  async sayRoadmap(): Promise<void> {
    const body = messageBody("planner", "roadmap", this.#random.pick(ROADMAP), isoTime(this.#world.clock.now()));
    await publishStored(this.#world.connection(0), channelSubject("roadmap"), body);
  }

  /** Ids go on after a restart of the simulator: the stream still knows those of the run before. */
  #nextId(): string {
    const run = Math.floor(this.#startedMs / 1000).toString(36);
    return `${run}-${++this.#made}`;
  }
}
