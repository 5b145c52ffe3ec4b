import { readTaskField } from "./filter-fields.ts";
import { shownState } from "./row-of.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { TaskQuery } from "./task-query.ts";
import type { TaskState } from "./task.ts";
import { sinceOf } from "./task-times.ts";
import { findingsOf } from "./worst-first.ts";
import { matchesFilter } from "#model/filter/matches-filter.ts";
import type { ServerMs } from "#util/units.ts";

/** A query made ready to be asked of many tasks. */
export interface ReadyQuery {
  query: TaskQuery;
  now: ServerMs;
  words: readonly string[];
  states: ReadonlySet<TaskState> | null;
}

export function readyQuery(query: TaskQuery, now: ServerMs): ReadyQuery {
  const words = query.text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");
  return { query, now, words, states: query.states === null ? null : new Set(query.states) };
}

/** But for its states, for a list also tells how many there are in each. Only of a settled task. */
export function matchesButState({ query, now, words }: ReadyQuery, entry: TaskEntry): boolean {
  const { present } = entry;
  if (present === null) return false;
  if (query.owner !== null && present.owner !== query.owner) return false;
  if (query.priority !== null && (present.priority ?? "") !== query.priority) return false;
  if (query.withinMs !== null && present.last.at < now - query.withinMs) return false;
  if (query.minAgeMs !== null && sinceOf(entry) > now - query.minAgeMs) return false;
  if (query.finding !== null && !hasFinding(entry, query.finding)) return false;
  if (!words.every((word) => saysWord(entry, word))) return false;
  const { terms } = query;
  return (
    terms === undefined ||
    terms.length === 0 ||
    matchesFilter(terms, (field) => readTaskField(entry, now, field), textsOf(entry))
  );
}

export function matchesState({ states }: ReadyQuery, entry: TaskEntry): boolean {
  return states === null || states.has(shownState(entry));
}

function hasFinding(entry: TaskEntry, code: NonNullable<TaskQuery["finding"]>): boolean {
  if (entry.judged.length === 0 && entry.present?.findings.length === 0) return false;
  return code === "any" || findingsOf(entry).some((finding) => finding.code === code);
}

/** Makes nothing: it is asked of every task that is held, for every word. */
function saysWord({ id, present }: TaskEntry, word: string): boolean {
  return (
    says(id, word) ||
    says(present?.title ?? null, word) ||
    says(present?.owner ?? null, word) ||
    says(present?.status ?? null, word) ||
    says(present?.error ?? null, word)
  );
}

function says(text: string | null, word: string): boolean {
  return text !== null && text.toLowerCase().includes(word);
}

/** Where the words of terms are looked for: the same. */
function textsOf({ id, present }: TaskEntry): (string | null)[] {
  return [id, present?.title ?? null, present?.owner ?? null, present?.status ?? null, present?.error ?? null];
}
