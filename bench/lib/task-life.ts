import type { StreamMessage } from "#model/chunk.ts";
import { taskSubject } from "#contract/subjects.ts";
import { availableBody, claimedBody, endedBody, isoTime } from "#fleet/bodies.ts";
import { SECOND_MS } from "#util/units.ts";

/** Tasks that are somewhere in their lives at the same time. */
const UNDER_WAY = 2000;
const AGENTS = 500;
const EVENTS_PER_SECOND = 500;
const START = Date.UTC(2026, 10, 24);
const WORDS = ["Audit", "Write", "Check", "Translate", "Measure", "Review", "Publish", "Summarise"];

const SUBJECTS = (["available", "claimed", "completed"] as const).map((state) => flat(taskSubject(state)));

/**
 * An endless queue as the fleet's clients write it: two of three tasks are published, claimed and completed, the third fails once and is
 * tried again, so that there are four messages a task. Every fifth waits for one before it.
 */
export class TaskLife {
  #seq = 0;
  #tasks = 0;
  readonly #lives: Generator<Body>[] = [];
  #next = 0;
  #at = START;
  readonly #clock = (): number => this.#at;
  readonly #start: number;
  readonly #eventsPerSecond: number;

  constructor(start: number = START, eventsPerSecond: number = EVENTS_PER_SECOND) {
    this.#start = start;
    this.#eventsPerSecond = eventsPerSecond;
  }

  /** The next `count` messages of the queue. */
  take(count: number): StreamMessage[] {
    const encoder = new TextEncoder();
    return Array.from({ length: count }, () => {
      const { subject, body, at } = this.#step();
      return { seq: ++this.#seq, at, subject, data: encoder.encode(JSON.stringify(body)), headers: {} };
    });
  }

  get tasks(): number {
    return this.#tasks;
  }

  #step(): Body & { at: number } {
    const at = this.#start + (this.#seq * SECOND_MS) / this.#eventsPerSecond;
    this.#at = at;
    for (;;) {
      const slot = this.#next;
      this.#next = (slot + 1) % UNDER_WAY;
      const life = (this.#lives[slot] ??= lifeOf(this.#tasks++, this.#clock));
      const step = life.next();
      if (step.done !== true) return { ...step.value, at };
      this.#lives[slot] = lifeOf(this.#tasks++, this.#clock);
    }
  }
}

interface Body {
  subject: string;
  body: object;
}

function* lifeOf(task: number, clock: () => number): Generator<Body> {
  const [available = "", claimed = "", completed = ""] = SUBJECTS;
  const words = {
    taskId: `task-${String(task).padStart(6, "0")}`,
    title: `${WORDS[task % WORDS.length]} page ${task} of the landing site`,
    description: "Look at every heading and link of the page, note what is wrong, and say how it is put right.",
    priority: (["high", "medium", "low"] as const)[task % 3] ?? "medium",
    blockedBy: task % 5 === 4 && task > UNDER_WAY ? [`task-${String(task - UNDER_WAY).padStart(6, "0")}`] : [],
  };
  const createdAt = isoTime(clock());
  yield { subject: available, body: availableBody(words, createdAt) };
  for (const isLast of task % 3 === 0 ? [false, true] : [true]) {
    const owner = `agent-${(task * 7 + Number(isLast)) % AGENTS}`;
    const claimedAt = isoTime(clock());
    yield { subject: claimed, body: claimedBody({ ...words, createdAt, claimedAt }, owner, claimedAt) };
    const end = isLast
      ? ({ status: "completed", result: { headings: 12, links: 40, broken: ["/about", "/team"] } } as const)
      : ({ status: "failed", error: "the page did not answer within 30 s" } as const);
    yield { subject: completed, body: endedBody({ ...words, createdAt, claimedAt }, owner, end, isoTime(clock())) };
    if (!isLast) yield { subject: available, body: availableBody(words, isoTime(clock())) };
  }
}

/** As a feed has it: one flat text, read from bytes. */
function flat(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
