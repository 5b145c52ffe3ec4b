import { shownState } from "./row-of.ts";
import type { TaskEntry } from "./task-entry.ts";
import { TASK_FINDING_CODES, TASK_STATES } from "./task.ts";
import { sinceOf } from "./task-times.ts";
import { findingsOf } from "./worst-first.ts";
import type { FieldValue, FilterField } from "#model/filter/filter-field.ts";
import type { ServerMs } from "#util/units.ts";

/** What a list of tasks can be asked for beside words. */
export const TASK_FIELDS: readonly FilterField[] = [
  { name: "owner", about: "who holds it or ended it", kind: "text" },
  { name: "state", about: "how it stands", kind: "choice", values: TASK_STATES },
  { name: "age", about: "so long in its state", kind: "duration" },
  { name: "priority", about: "as written", kind: "text", values: ["high", "medium", "low"] },
  { name: "finding", about: "what is wrong with it", kind: "choice", values: TASK_FINDING_CODES },
  { name: "task", about: "its id", kind: "text" },
  { name: "title", about: "what it is about", kind: "text" },
  { name: "error", about: "why it failed", kind: "text" },
  { name: "waits", about: "id of what it waits for", kind: "text" },
];

/** Only of a settled task. */
export function readTaskField(entry: TaskEntry, now: ServerMs, field: string): FieldValue {
  const { present } = entry;
  if (present === null) return null;
  switch (field) {
    case "owner":
      return present.owner;
    case "state":
      return shownState(entry);
    case "age":
      return Math.max(0, now - sinceOf(entry));
    case "priority":
      return present.priority;
    case "finding":
      return findingsOf(entry).map(({ code }) => code);
    case "task":
      return entry.id;
    case "title":
      return present.title;
    case "error":
      return present.error;
    case "waits":
      return present.blockedBy;
    default:
      return null;
  }
}
