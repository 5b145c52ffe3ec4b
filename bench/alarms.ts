import type { AlarmMemory } from "#model/alarms/alarm-memory.ts";
import { createAlarmMemory } from "#model/alarms/alarm-memory.ts";
import { nothingAsked } from "#model/alarms/asked-conditions.ts";
import { judgeAlarms } from "#model/alarms/judge-alarms.ts";
import { agentsNow } from "#model/agent-facts.ts";
import type { StreamMessage } from "#model/chunk.ts";
import { foldChunk } from "#model/fleet.ts";
import type { Fleet } from "#model/fleet-state.ts";
import { createFleet, DEFAULT_LIMITS } from "#model/fleet-state.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { takeChanges } from "#model/take-changes.ts";
import { bringUpToDate } from "#model/tasks/take-tasks.ts";
import { DEFAULT_PREFIXES, heartbeatSubject } from "#contract/subjects.ts";
import { alarmFactsOf } from "#worker/alarms/facts-of-picture.ts";
import type { Seen } from "#worker/picture.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { median, percentile } from "./lib/statistics.ts";

const AGENTS = 10_000;
const TASKS = 100_000;
const TICKS = 300;
const INTERVAL_S = 30;
const HELD_TO_MS = 5;
const STREAM = "MJ_ONLINE_WORK";
const BEGIN = Date.UTC(2026, 10, 24, 12);
const ENCODER = new TextEncoder();
const ASKED = nothingAsked("Nobody is asked here.");

export const alarms: Benchmark = {
  name: "alarms",
  about:
    "judging all alarms once, with 10,000 agents of which 333 beat a second and 100,000 tasks, beside a bare walk over the same agents",
  run({ quick, scale }) {
    const agents = quick ? 1000 : Math.round(AGENTS * scale);
    const tasks = quick ? 5000 : Math.round(TASKS * scale);
    const ticks = quick ? 60 : TICKS;
    const load = new Load(agents, tasks);
    const calm = load.ticks(ticks, true);
    const silent = load.ticks(ticks, false);
    return Promise.resolve({
      rows: [
        rowOf(`judging ${agents} agents and ${tasks} tasks once, a second's beats in between`, calm),
        rowOf("the same while all of them fall silent and stay so", silent),
      ],
      rounds: { calm, silent },
      versions: { v8: process.versions.v8 },
    });
  },
};

interface Times {
  judged: number[];
  bare: number[];
}

function rowOf(what: string, { judged, bare }: Times): Row {
  const is = median(judged);
  const walk = median(bare);
  return {
    what,
    heldTo: `≤ ${HELD_TO_MS} ms`,
    measured: `${is.toFixed(2)} ms, p95 ${percentile(judged, 0.95).toFixed(2)}`,
    baseline: `${walk.toFixed(2)} ms`,
    ratio: (is / walk).toFixed(1),
    holds: is <= HELD_TO_MS,
  };
}

class Load {
  readonly #fleet: Fleet;
  readonly #memory: AlarmMemory = createAlarmMemory({ thresholds: {}, off: [] });
  readonly #agents: number;
  #seq = 0;
  #second = 0;

  constructor(agents: number, tasks: number) {
    this.#agents = agents;
    this.#fleet = createFleet({
      prefixes: DEFAULT_PREFIXES,
      heartbeatIntervalMs: INTERVAL_S * 1000,
      bounds: DEFAULT_BOUNDS,
      minutes: 420,
      limits: DEFAULT_LIMITS,
    });
    for (let second = 0; second < INTERVAL_S; second++) this.#beat();
    const messages = Array.from({ length: tasks }, (_, index) =>
      this.#message("mjwork.tasks.available", { task_id: `t${index}`, title: `task ${index}`, status: "available" }),
    );
    this.#fold(messages);
  }

  ticks(count: number, beating: boolean): Times {
    const times: Times = { judged: [], bare: [] };
    for (let tick = 0; tick < count; tick++) {
      if (beating) this.#beat();
      else this.#second++;
      takeChanges(this.#fleet);
      // What the queue is found to be is made at most once a second for the page as well, and measured by `tasks`.
      const seen = this.#seen();
      times.bare.push(timed(() => bareWalk(this.#fleet, this.#now)));
      times.judged.push(
        timed(() => {
          const facts = alarmFactsOf(seen, { asked: ASKED, lagMs: 0, asleep: false });
          judgeAlarms(this.#memory, facts, this.#now);
        }),
      );
    }
    return times;
  }

  get #now(): number {
    return BEGIN + this.#second * 1000;
  }

  #seen(): Seen {
    bringUpToDate(this.#fleet, this.#now, {
      whole: true,
      agentsKnown: true,
      overdueAfterMs: null,
      clock: () => this.#now,
    });
    return {
      fleet: this.#fleet,
      connection: {
        state: "live",
        since: BEGIN,
        server: { name: "n", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null },
        rttMs: 1,
      },
      sight: { state: "whole" },
      offsetMs: 0,
      clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
      sources: [SOURCE],
      history: { wantedSince: BEGIN, completeSince: BEGIN - 3_600_000, doneRatio: 1, complete: true },
      judgedAt: this.#now,
    };
  }

  /** Every agent whose turn it is in this second. */
  #beat(): void {
    this.#second++;
    const messages: StreamMessage[] = [];
    for (let agent = this.#second % INTERVAL_S; agent < this.#agents; agent += INTERVAL_S) {
      const body = { status: "busy", current_task: `t${agent}`, heartbeat_interval: INTERVAL_S };
      messages.push(this.#message(heartbeatSubject(`agent-${agent}`), body));
    }
    this.#fold(messages);
  }

  #message(subject: string, body: object): StreamMessage {
    this.#seq++;
    return { seq: this.#seq, at: this.#now, subject, data: ENCODER.encode(JSON.stringify(body)), headers: {} };
  }

  #fold(messages: StreamMessage[]): void {
    const [first, last] = [messages[0]?.seq, messages.at(-1)?.seq];
    if (first === undefined || last === undefined) return;
    foldChunk(this.#fleet, { stream: STREAM, from: first, to: last, messages });
  }
}

const SOURCE: Seen["sources"][number] = {
  name: STREAM,
  stream: STREAM,
  subjects: ["mjwork.>"],
  past: "direct-batch",
  live: "doorbell",
  phase: { state: "complete" },
  completeSince: BEGIN - 3_600_000,
  behind: null,
  advice: null,
  tasksPast: "whole",
  agentsKnown: true,
  restarts: 0,
  firstSeq: 1,
  lastSeq: 0,
};

/** The least that anybody could do: look at each agent's last beat. */
function bareWalk(fleet: Fleet, now: number): void {
  let silent = 0;
  for (const { lastBeatAt, intervalMs } of agentsNow(fleet)) if (now - lastBeatAt >= 3 * intervalMs) silent++;
  if (silent < 0) throw new Error("the walk counts");
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
