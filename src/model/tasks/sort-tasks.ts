import { sinceOf } from "./task-times.ts";
import { isDone } from "./is-done.ts";
import type { OrderLevel } from "./order-by.ts";
import { orderBy } from "./order-by.ts";
import { commonStart, naturalKey } from "./natural-order.ts";
import { indexesUpTo, numbersOf } from "./numbers-of.ts";
import { shownState } from "./row-of.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { TaskQuery, TaskSort } from "./task-query.ts";
import { TASK_FINDING_CODES, TASK_STATES } from "./task.ts";
import { stuckBy, weightOf } from "./worst-first.ts";
import type { ServerMs } from "#util/units.ts";

/**
 * By the query's sort. What is not known comes last in either direction; equal ones stand as `stuck` would have them. Every task's key is
 * made once, as a number, and the numbers are sorted. Nobody reads a hundred thousand rows: only those that come within `limit` are put in
 * order, which takes a fraction of the time.
 * @returns the first `limit`
 */
export function sortTasks(entries: readonly TaskEntry[], query: TaskQuery, now: ServerMs, limit: number): TaskEntry[] {
  const sign = query.order === "ascending" ? 1 : -1;
  const texts = textsFor(query.sort, entries);
  const byId: OrderLevel = { texts: entries.map(({ id }) => id), sign: 1 };
  const all = indexesUpTo(entries.length);
  if (query.sort === "stuck") {
    const keys = numberKeys("stuck", entries, sign, now);
    return pick(entries, orderBy(firstOf(all, keys, limit), [{ keys }, byId]), limit);
  }
  const equals: OrderLevel[] = [{ keys: numbersOf(entries, stuckKey) }, byId];
  if (texts === null) {
    const keys = numberKeys(query.sort, entries, sign, now);
    return pick(entries, orderBy(firstOf(all, keys, limit), [{ keys }, ...equals]), limit);
  }
  const said = all.filter((index) => texts[index] !== null);
  const unsaid = all.filter((index) => texts[index] === null);
  const byText: OrderLevel = { texts: texts.map((text) => text ?? ""), sign };
  const first = said.length > limit ? firstOf(said, textKeys(byText.texts, said, sign), limit) : said;
  const sorted = pick(entries, orderBy(first, [byText, ...equals]), limit);
  if (sorted.length === limit) return sorted;
  return [...sorted, ...pick(entries, orderBy(unsaid, equals), limit - sorted.length)];
}

/** Those whose key is among the `limit` smallest, and all that share the last one's: the rest need no order. */
function firstOf(indexes: Uint32Array, keys: Float64Array, limit: number): Uint32Array {
  if (limit <= 0 || indexes.length <= limit) return indexes;
  const last = numbersOf(indexes, (index) => keys[index] ?? 0).sort()[limit - 1] ?? Number.POSITIVE_INFINITY;
  return indexes.filter((index) => (keys[index] ?? 0) <= last);
}

/** By the item's place in all: the beginning of each text as a number, in the order of the texts. */
function textKeys(texts: readonly string[], indexes: Uint32Array, sign: 1 | -1): Float64Array {
  const own: string[] = [];
  for (const index of indexes) own.push(texts[index] ?? "");
  const common = commonStart(own);
  const keys = new Float64Array(texts.length);
  for (const index of indexes) keys[index] = sign * naturalKey(texts[index] ?? "", common);
  return keys;
}

function pick(entries: readonly TaskEntry[], indexes: Uint32Array, limit: number): TaskEntry[] {
  const picked: TaskEntry[] = [];
  for (const index of indexes) {
    if (picked.length >= limit) break;
    const entry = entries[index];
    if (entry !== undefined) picked.push(entry);
  }
  return picked;
}

/** Larger than any time in ms: what comes before the time in a key. */
const TIME_SPAN = 2 ** 43;

/** What needs a person first, the worst first; then open before ended; then the longest in its state. */
function stuckKey(entry: TaskEntry): number {
  const by = isPlain(entry) ? null : stuckBy(entry);
  const weight = by === null ? TASK_FINDING_CODES.length + (isDone(entry.state) ? 1 : 0) : weightOf(by.code);
  return weight * TIME_SPAN + Math.max(0, by === null ? sinceOf(entry) : by.since);
}

/** Nothing at all was found: so it is with nearly every task. */
function isPlain({ judged, present }: TaskEntry): boolean {
  return judged.length === 0 && (present === null || present.findings.length === 0);
}

function textsFor(sort: TaskSort, entries: readonly TaskEntry[]): (string | null)[] | null {
  switch (sort) {
    case "task":
      return entries.map(({ id }) => id);
    case "title":
      return entries.map(({ present }) => present?.title ?? null);
    case "owner":
      return entries.map(({ present }) => present?.owner ?? null);
    case "stuck":
    case "state":
    case "priority":
    case "age":
    case "wait":
    case "run":
      return null;
  }
}

function numberKeys(sort: TaskSort, entries: readonly TaskEntry[], sign: number, now: ServerMs): Float64Array {
  return numbersOf(entries, (entry) => {
    const value = numberFor(sort, entry, now);
    return value === null ? Number.POSITIVE_INFINITY : sign * value + 0;
  });
}

function numberFor(sort: TaskSort, entry: TaskEntry, now: ServerMs): number | null {
  switch (sort) {
    case "state":
      return TASK_STATES.indexOf(shownState(entry));
    case "priority":
      return priorityRank(entry.present?.priority ?? null);
    case "age":
      return now - sinceOf(entry);
    case "wait":
      return entry.state === "available" && entry.claimableAt !== null ? now - entry.claimableAt : entry.waitMs;
    case "run":
      return runMs(entry, now);
    case "stuck":
    case "task":
    case "title":
    case "owner":
      return stuckKey(entry);
  }
}

function runMs({ present }: TaskEntry, now: ServerMs): number | null {
  if (present === null || present.claimedAt === null || present.state === "available") return null;
  return (present.endedAt ?? now) - present.claimedAt;
}

const NAMED = ["high", "medium", "low"];

/** The three names that the contract knows, then numbers by their value, then any other word. Nobody can say which number is urgent. */
function priorityRank(priority: string | null): number | null {
  if (priority === null) return null;
  const named = NAMED.indexOf(priority);
  if (named >= 0) return named;
  const number = Number(priority);
  return Number.isFinite(number) ? NAMED.length + 1 + Math.atan(number) / Math.PI : NAMED.length + 2;
}
