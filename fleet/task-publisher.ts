import type { Prefixes } from "#contract/subjects.ts";
import { DEFAULT_PREFIXES, taskSubject } from "#contract/subjects.ts";
import type { Result } from "#util/result.ts";
import { ok } from "#util/result.ts";
import type { NewTask } from "./bodies.ts";
import { availableBody, isoTime } from "./bodies.ts";
import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import type { NotStored } from "./publish.ts";
import { publishStored } from "./publish.ts";
import type { NatsConnection } from "nats";
import { nuid } from "nats";

/** Puts tasks before the fleet, on `mjwork.tasks.available`. */
export class TaskPublisher {
  readonly #nc: NatsConnection;
  readonly #prefixes: Prefixes;
  readonly #clock: Clock;

  constructor(options: { nc: NatsConnection; prefixes?: Prefixes; clock?: Clock }) {
    this.#nc = options.nc;
    this.#prefixes = options.prefixes ?? DEFAULT_PREFIXES;
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * Publishing an id that is there already makes that task available again. `blockedBy` names tasks that must be completed first.
   * Settles when the stream holds it.
   */
  async publishTask(task: NewTask): Promise<Result<{ taskId: string; seq: number }, NotStored>> {
    const taskId = task.taskId ?? nuid.next();
    const body = availableBody({ ...task, taskId }, isoTime(this.#clock.now()));
    const stored = await publishStored(this.#nc, taskSubject("available", this.#prefixes), body, {
      msgId: nuid.next(),
    });
    return stored.ok ? ok({ taskId, seq: stored.value.seq }) : stored;
  }
}
