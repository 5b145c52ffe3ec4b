import { shownState } from "./row-of.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { TaskQuery } from "./task-query.ts";
import type { TaskState } from "./task.ts";
import { findingsOf } from "./worst-first.ts";
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
  return words.every((word) => saysWord(entry, word));
}

export function matchesState({ states }: ReadyQuery, entry: TaskEntry): boolean {
  return states === null || states.has(shownState(entry));
}

/** Since when it is in the state that it is shown in: as its row says. */
export function sinceOf(entry: TaskEntry): ServerMs {
  const stateSince = entry.present?.stateSince ?? 0;
  return entry.state === "available" && !entry.blocked ? (entry.claimableAt ?? stateSince) : stateSince;
}

function hasFinding(entry: TaskEntry, code: NonNullable<TaskQuery["finding"]>): boolean {
  if (entry.judged.length === 0 && entry.present?.findings.length === 0) return false;
  return code === "any" || findingsOf(entry).some((finding) => finding.code === code);
}

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
