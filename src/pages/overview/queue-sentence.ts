import { taskPath, tasksPath } from "../../paths.ts";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatClock, formatCount, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/**
 * What the Overview says of the queue: " 3 tasks wait, the oldest since 12:03. 2 tasks stuck." Nothing of what is not known, and nothing
 * that runs. @param zone for tests
 */
export function queueParts(
  { counts: { available }, oldestWaiting, stuck }: Pick<TasksView, "counts" | "oldestWaiting" | "stuck">,
  seen: ServerMs,
  zone?: string,
): readonly SentencePart[] {
  const parts: SentencePart[] = [];
  if (available !== null && available > 0) {
    const text = available === 1 ? "1\u00A0task waits" : `${formatCount(available)}\u00A0tasks wait`;
    parts.push(" ", { text, href: tasksPath({ state: "available", sort: "age", order: "descending" }) });
    if (oldestWaiting !== null) {
      const since = `since ${formatClock(oldestWaiting.at, seen, zone)}`;
      parts.push(available === 1 ? " " : ", the oldest ", { text: since, href: taskPath(oldestWaiting.id) });
    }
    parts.push(".");
  }
  if (stuck.total > 0) {
    const worst = stuck.worst[0]?.findings[0]?.code;
    parts.push(
      " ",
      {
        text: `${formatPlural(stuck.total, "task")} stuck`,
        href: tasksPath({ state: "open", finding: "any" }),
        alarm: worst === undefined ? "warning" : TASK_FINDING_LOOKS[worst].alarm,
      },
      ".",
    );
  }
  return parts;
}
