import { agentPath, connectionPath } from "../../paths.ts";
import type { Connection } from "#model/connection.ts";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatClock, formatPlural, formatSpan } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const LONGEST_TITLE = 120;

/**
 * Where a task stands and since when, in one line that stands still while nothing happens; what is wrong with it leads.
 * @param seen as of which moment the fleet is seen @param zone for tests
 */
export function taskSentence(
  row: TaskRow,
  connection: Connection["state"],
  seen: ServerMs,
  zone?: string,
): readonly SentencePart[] {
  const clock = (at: ServerMs): string => formatClock(at, seen, zone);
  const [worst] = row.findings;
  const parts: SentencePart[] = [];
  if (worst !== undefined) {
    const { word, alarm } = TASK_FINDING_LOOKS[worst.code];
    parts.push({ text: capital(word), alarm }, ` since ${clock(worst.since)}. `);
  }
  if (row.title !== null) {
    parts.push(`“${row.title.length <= LONGEST_TITLE ? row.title : `${row.title.slice(0, LONGEST_TITLE - 1)}…`}” `);
  } else parts.push("It ");
  parts.push(...standsParts(row, clock));
  if (connection !== "live")
    parts.push(", as far as was seen: ", { text: "there is no view now", href: connectionPath() });
  return [...parts, "."];
}

function standsParts(row: TaskRow, clock: (at: ServerMs) => string): SentencePart[] {
  const since = clock(row.stateSince);
  const by: SentencePart[] = row.owner === null ? [] : [" by ", { text: row.owner, href: agentPath(row.owner) }];
  switch (row.state) {
    case "available":
      return [`is available since ${since}`];
    case "blocked": {
      const count = row.blockedBy.length + row.blockedByLeftOut;
      return [`is blocked since ${since}: it waits for ${formatPlural(count, "task")}`];
    }
    case "claimed":
      return ["is held", ...by, ` since ${since}`];
    case "completed":
      return ["was done", ...by, ` at ${since}`, ranFor(row)];
    case "failed":
      return [
        "failed",
        ...(row.owner === null ? [] : [" with ", { text: row.owner, href: agentPath(row.owner) }]),
        ` at ${since}`,
        ranFor(row),
      ];
    case "unknown":
      return [`is “${row.status}” since ${since}, a status that nobody knows`];
  }
}

function ranFor({ runMs }: TaskRow): string {
  return runMs === null ? "" : `, after ${formatSpan(runMs)}`;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

/** No such task is held. @param whole every task message that the streams hold was read */
export function unknownTaskSentence(
  connection: Connection["state"],
  whole: boolean,
  letGo: boolean,
): readonly SentencePart[] {
  if (connection !== "live") {
    return [
      { text: "No task of that id is known", alarm: "unknown" },
      ": ",
      { text: "there is no view of the queue", href: connectionPath() },
      ".",
    ];
  }
  if (!whole) return [{ text: "No task of that id was seen so far: still reading the past.", alarm: "unknown" }];
  return [
    {
      text: letGo
        ? "No task of that id is held: it was never stored, or it ended and was let go for want of room."
        : "No message in the streams names a task of that id.",
      alarm: "unknown",
    },
  ];
}
