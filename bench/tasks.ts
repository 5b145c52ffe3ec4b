import type { StreamMessage } from "#model/chunk.ts";
import { foldChunk } from "#model/fleet.ts";
import type { Fleet } from "#model/fleet-state.ts";
import { createFleet, DEFAULT_LIMITS } from "#model/fleet-state.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { takeChanges } from "#model/take-changes.ts";
import { listTasks } from "#model/tasks/list-tasks.ts";
import { takeTasks } from "#model/tasks/take-tasks.ts";
import type { TaskQuery } from "#model/tasks/task-query.ts";
import { DEFAULT_TASK_LIMITS } from "#model/tasks/tasks-state.ts";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import { bareParse } from "./lib/bare-parse.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { bytesUsed, collector, ratePerProcessorSecond } from "./lib/processor-time.ts";
import { interleave } from "./lib/rounds.ts";
import { median, percentile, spread } from "./lib/statistics.ts";
import { TaskLife } from "./lib/task-life.ts";
import { megabytes, perSecond, ratio } from "./lib/text.ts";

const EVENTS = 1_000_000;
const ROUNDS = 8;
const CHUNK = 1000;
const LISTED = 100_000;
const HELD_TO = 0.4;
/** What the bounds of the tasks say, and as much again for what else a fold holds. */
const HEAP_BYTES = DEFAULT_TASK_LIMITS.bytes + 64e6;
const LIST_MS = 150;
const STREAM = "MJ_ONLINE_WORK";

export const tasks: Benchmark = {
  name: "tasks",
  about:
    "decode and fold of a million task events (250,000 tasks) in Node, beside JSON.parse of the same bytes, by processor time; lists of 100,000 tasks",
  async run({ quick, scale }) {
    const collect = collector();
    const events = quick ? 40_000 : EVENTS * scale;
    const rounds = quick ? 2 : ROUNDS;
    const count = Math.floor(events / rounds);
    const before = bytesUsed(collect);
    const folded = { fleet: newFleet(), life: new TaskLife() };
    const patched = { fleet: newFleet(), life: new TaskLife() };
    const bare = new TaskLife();
    const rates = await interleave<number>(
      rounds,
      {
        bare: () => timed(count, collect, bare, bareParse),
        fold: () => timed(count, collect, folded.life, (messages) => foldAll(folded.fleet, messages, false)),
        patched: () => timed(count, collect, patched.life, (messages) => foldAll(patched.fleet, messages, true)),
      },
      (_, rate) => perSecond(rate),
    );
    const bytes = (bytesUsed(collect) - before) / 2;
    const lists = listTimes(quick ? 5000 : LISTED);
    return {
      rows: [
        rateRow(`decode + fold in Node, ${told(events)} task events`, rates, "fold", HELD_TO),
        rateRow("the same with a patch every 2,000 messages, figures and judgements within it", rates, "patched", null),
        {
          what: `tasks: memory after ${told(events)} events of ${told(folded.life.tasks)} tasks`,
          heldTo: `≤ ${HEAP_BYTES / 1e6} MB`,
          measured: megabytes(bytes),
          baseline: "",
          ratio: "",
          holds: bytes <= HEAP_BYTES,
        },
        ...lists.map(listRow),
      ],
      rounds: { rates: Object.fromEntries(rates), bytes, lists },
      versions: { v8: process.versions.v8 },
    };
  },
};

function newFleet(): Fleet {
  return createFleet({
    prefixes: DEFAULT_PREFIXES,
    heartbeatIntervalMs: 30_000,
    bounds: DEFAULT_BOUNDS,
    minutes: 420,
    limits: DEFAULT_LIMITS,
  });
}

function timed(
  count: number,
  collect: () => void,
  life: TaskLife,
  run: (messages: readonly StreamMessage[]) => void,
): Promise<number> {
  const messages = life.take(count);
  return ratePerProcessorSecond(count, collect, () => run(messages));
}

function foldAll(fleet: Fleet, messages: readonly StreamMessage[], patches: boolean): void {
  for (let from = 0; from < messages.length; from += CHUNK) {
    const part = messages.slice(from, from + CHUNK);
    foldChunk(fleet, { stream: STREAM, from: part[0]?.seq ?? 1, to: part.at(-1)?.seq ?? 1, messages: part });
    if (patches && from % (2 * CHUNK) === 0) takeAll(fleet);
  }
}

function takeAll(fleet: Fleet): void {
  takeChanges(fleet);
  takeTasks(fleet, { ids: [], list: null }, fleet.newestAt, {
    whole: false,
    agentsKnown: true,
    overdueAfterMs: null,
    clock: () => performance.now(),
  });
}

function rateRow(
  what: string,
  rates: ReadonlyMap<string, readonly number[]>,
  name: string,
  heldTo: number | null,
): Row {
  const bare = rates.get("bare") ?? [];
  const ours = rates.get(name) ?? [];
  const share = median(ours) / median(bare);
  return {
    what,
    heldTo: heldTo === null ? "printed" : `≥ ${heldTo} × bare JSON.parse`,
    measured: `${perSecond(median(ours))} (${spread(ours, perSecond)})`,
    baseline: `${perSecond(median(bare))} (${spread(bare, perSecond)})`,
    ratio: ratio(share),
    holds: heldTo === null ? null : share >= heldTo,
  };
}

interface ListTime {
  what: string;
  tasks: number;
  /** Of every round. */
  ms: number[];
}

const ALL: TaskQuery = {
  text: "",
  states: null,
  owner: null,
  priority: null,
  finding: null,
  minAgeMs: null,
  withinMs: null,
  sort: "stuck",
  order: "ascending",
};

const LISTS: readonly { what: string; query: Partial<TaskQuery> }[] = [
  { what: "sorted by title", query: { sort: "title" } },
  { what: "sorted by id, descending", query: { sort: "task", order: "descending" } },
  { what: "sorted by what is stuck", query: {} },
  { what: "searched by words and sorted by age", query: { text: "audit 77 page", sort: "age" } },
  { what: "filtered by state and sorted by wait", query: { states: ["available", "claimed"], sort: "wait" } },
];
const LIST_ROUNDS = 9;
/** As many as the Tasks page asks for; the rest it counts. */
const ROWS_OF_THE_PAGE = 10_000;

/** All open: their beginnings alone are folded. */
function listTimes(count: number): ListTime[] {
  const fleet = newFleet();
  const life = new TaskLife();
  while (fleet.tasks.entries.size < count) {
    foldAll(
      fleet,
      life.take(CHUNK).filter(({ subject }) => !subject.endsWith("completed")),
      true,
    );
  }
  takeAll(fleet);
  return LISTS.map(({ what, query }) => ({
    what,
    tasks: fleet.tasks.entries.size,
    ms: Array.from({ length: LIST_ROUNDS }, () => {
      const before = process.cpuUsage();
      listTasks(fleet, { ...ALL, ...query }, ROWS_OF_THE_PAGE, fleet.newestAt);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }),
  }));
}

function listRow({ what, tasks: held, ms }: ListTime): Row {
  const worst = percentile(ms, 0.95);
  return {
    what: `a list of ${told(held)} tasks, ${what}: p95`,
    heldTo: `≤ ${LIST_MS} ms of processor time`,
    measured: `${worst.toFixed(0)} ms (${spread(ms, (each) => each.toFixed(0))})`,
    baseline: "",
    ratio: "",
    holds: worst <= LIST_MS,
  };
}

function told(count: number): string {
  return count.toLocaleString("en");
}
