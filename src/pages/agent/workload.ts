import { tasksPath } from "../../paths.ts";
import type { AgentWorkload } from "#model/tasks/tasks-view.ts";
import type { CountLink } from "#ui/count-link/CountLinks.tsx";
import { formatPercent, formatPlural } from "#util/format.ts";

/** What an agent holds, did and failed, each a link to those tasks; and how much of the history held it was at one. */
export function workloadCounts({ agent, holds, done, failed, busyShare }: AgentWorkload): readonly CountLink[] {
  return [
    { text: "held", count: holds, href: tasksPath({ owner: agent, state: "claimed" }) },
    { text: "done", count: done, href: tasksPath({ owner: agent, state: "completed" }) },
    { text: "failed", count: failed, href: tasksPath({ owner: agent, state: "failed" }) },
    {
      text: "of the time busy",
      count: busyShare,
      format: formatPercent,
      href: tasksPath({ owner: agent, sort: "run", order: "descending" }),
    },
  ];
}

export function tasksAside(total: number): string {
  return total === 0 ? "All its tasks" : formatPlural(total, "task");
}
