import { TASK_FILTERS } from "../../paths.ts";
import { TASK_FINDING_CODES } from "#model/tasks/task.ts";
import { TASK_SORTS } from "#model/tasks/task-query.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#util/units.ts";
import * as v from "valibot";

export const AGES = {
  any: null,
  "1m": MINUTE_MS,
  "5m": 5 * MINUTE_MS,
  "30m": 30 * MINUTE_MS,
  "1h": HOUR_MS,
  "6h": 6 * HOUR_MS,
  "1d": DAY_MS,
} as const;
export const AGE_NAMES = ["any", "1m", "5m", "30m", "1h", "6h", "1d"] as const satisfies readonly (keyof typeof AGES)[];

export const RANGES = { "15m": 15 * MINUTE_MS, "1h": HOUR_MS, "6h": 6 * HOUR_MS, all: null } as const;
export const RANGE_NAMES = ["15m", "1h", "6h", "all"] as const satisfies readonly (keyof typeof RANGES)[];

/** The router reads `q=42` and `q=true` as a number and a boolean. */
const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
  v.maxLength(1000),
);

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  q: field(text, ""),
  state: field(v.picklist(["all", ...TASK_FILTERS]), "all"),
  /** Empty: anybody. */
  owner: field(text, ""),
  /** `any`: every one; empty: those that say none. */
  priority: field(text, "any"),
  /** `all`: with and without; `any`: those with one. */
  finding: field(v.picklist(["all", "any", ...TASK_FINDING_CODES]), "all"),
  age: field(v.picklist(AGE_NAMES), "any"),
  /** How far back the chart goes, and how new a task's newest message is. */
  range: field(v.picklist(RANGE_NAMES), "all"),
  sort: field(v.picklist(TASK_SORTS), "stuck"),
  order: field(v.picklist(["ascending", "descending"]), "ascending"),
  view: field(v.picklist(["table", "board"]), "table"),
});

function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

/** The whole state of the Tasks page, as its URL holds it. */
export type TasksSearch = v.InferOutput<typeof schema>;

/** What is not written into the URL. */
export const TASKS_SEARCH_DEFAULTS: TasksSearch = v.parse(schema, {});

/** Reads the URL's parameters, whatever stands there. */
export function parseTasksSearch(search: Record<string, unknown>): TasksSearch {
  return v.parse(schema, search);
}

/** Whether anything but the state narrows the list: else its counts are those of all tasks. */
export function isNarrowed(search: TasksSearch): boolean {
  const { q, owner, priority, finding, age, range } = search;
  const plain = TASKS_SEARCH_DEFAULTS;
  return (
    q.trim() !== "" ||
    owner !== plain.owner ||
    priority !== plain.priority ||
    finding !== plain.finding ||
    age !== plain.age ||
    range !== plain.range
  );
}

/** The parts of the search that narrow, as they are when nothing does. */
export const NOT_NARROWED = (({ q, state, owner, priority, finding, age, range }: TasksSearch) => ({
  q,
  state,
  owner,
  priority,
  finding,
  age,
  range,
}))(TASKS_SEARCH_DEFAULTS);
