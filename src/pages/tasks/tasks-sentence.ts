import { connectionPath, taskPath, tasksPath } from "../../paths.ts";
import type { Connection } from "#model/connection.ts";
import type { Sight } from "#model/sight.ts";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatClock, formatCount, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

export interface AboutTheQueue {
  tasks: Pick<TasksView, "counts" | "oldestWaiting" | "stuck" | "figures" | "whole">;
  connection: Connection;
  sight: Sight;
  /** As of which moment the fleet is seen; null without a clock. */
  seen: ServerMs | null;
  zone?: string;
}

const LONGEST_ID = 40;

/**
 * Whether work flows, in one line that stands still while nothing happens. Nothing certain is said while there is no view, and nothing of
 * what was not read.
 */
export function tasksSentence(about: AboutTheQueue): readonly SentencePart[] {
  const { tasks, connection, sight, seen, zone } = about;
  const known = knownTasks(tasks);
  if (connection.state !== "live") {
    const head: SentencePart =
      connection.state === "connecting" && known === null
        ? { text: "Connecting: no task known yet", alarm: "unknown" }
        : { text: "No view of the queue", href: connectionPath(), alarm: "unknown" };
    if (known === null) return [head, "."];
    const since =
      connection.state === "connecting" ? "" : ` since ${formatClock(connection.since, connection.since, zone)}`;
    return [head, `${since}. `, { text: formatPlural(known, "task"), href: tasksPath() }, " were known then."];
  }
  if (known === null) return [{ text: "No task known yet: still reading the past.", alarm: "unknown" }];
  if (known === 0) {
    return [
      {
        text: tasks.whole ? "No task in the streams." : "No task seen so far: still reading the past.",
        alarm: "unknown",
      },
    ];
  }
  const asOf = sight.state === "whole" || seen === null ? [] : [`As of ${formatClock(seen, seen, zone)}: `];
  const clauses = [stuckClause(tasks.stuck, seen, zone), waitingClause(about), heldClause(tasks), trendClause(tasks)];
  const said = clauses.filter((clause) => clause.length > 0);
  const past: SentencePart[] = tasks.whole ? [] : [" Older tasks are still being read."];
  return [...asOf, ...said.flatMap((clause, index) => [...(index === 0 ? [] : [" "]), ...clause, "."]), ...past];
}

/** All tasks held; null while that is not known. */
function knownTasks({ counts }: Pick<TasksView, "counts">): number | null {
  let sum = 0;
  for (const count of Object.values(counts)) {
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

function stuckClause(
  { total, worst }: TasksView["stuck"],
  seen: ServerMs | null,
  zone: string | undefined,
): SentencePart[] {
  const [first] = worst;
  if (total === 0 || first === undefined) return [];
  const [finding] = first.findings;
  const head: SentencePart = {
    text: `${formatPlural(total, "task")} stuck`,
    href: tasksPath({ state: "open", finding: "any" }),
    alarm: finding === undefined ? "warning" : TASK_FINDING_LOOKS[finding.code].alarm,
  };
  if (finding === undefined) return [head];
  const since = seen === null ? "" : ` since ${formatClock(finding.since, seen, zone)}`;
  const named: SentencePart = { text: taskName(first), href: taskPath(first.id) };
  const why = `${TASK_FINDING_LOOKS[finding.code].word}${since}`;
  return [head, total === 1 ? ": " : ", first ", named, ` ${why}`];
}

/** As short as a sentence needs it. */
export function taskName({ id }: Pick<TaskRow, "id">): string {
  return `task ${id.length <= LONGEST_ID ? id : `${id.slice(0, LONGEST_ID - 1)}…`}`;
}

function waitingClause({ tasks: { counts, oldestWaiting }, seen, zone }: AboutTheQueue): SentencePart[] {
  const available = counts.available ?? 0;
  const blocked = counts.blocked ?? 0;
  const parts: SentencePart[] = [];
  if (available === 0) parts.push(blocked === 0 ? "Nothing waits" : "Nothing waits to be claimed");
  else {
    parts.push({
      text: `${formatCount(available)} ${available === 1 ? "waits" : "wait"}`,
      href: tasksPath({ state: "available" }),
    });
    if (oldestWaiting !== null && seen !== null) {
      const since = `since ${formatClock(oldestWaiting.at, seen, zone)}`;
      parts.push(available === 1 ? " " : ", the oldest ", { text: since, href: taskPath(oldestWaiting.id) });
    }
  }
  if (blocked > 0) {
    parts.push(", ", {
      text: `${formatCount(blocked)} ${blocked === 1 ? "is" : "are"} blocked`,
      href: tasksPath({ state: "blocked" }),
    });
  }
  return parts;
}

function heldClause({ counts: { claimed } }: AboutTheQueue["tasks"]): SentencePart[] {
  if (claimed === null || claimed === 0) return ["Nobody holds a task"];
  return [
    { text: `${formatCount(claimed)} ${claimed === 1 ? "is" : "are"} held`, href: tasksPath({ state: "claimed" }) },
  ];
}

function trendClause({ figures }: AboutTheQueue["tasks"]): SentencePart[] {
  switch (figures?.flow.trend.kind) {
    case "growing":
      return ["The queue grows"];
    case "draining":
      return ["The queue drains"];
    case "steady":
    case undefined:
      return [];
  }
}
