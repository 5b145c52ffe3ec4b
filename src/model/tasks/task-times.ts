import type { TaskEntry } from "./task-entry.ts";
import type { ServerMs } from "#util/units.ts";

/** Since when it is in the state that it is shown in: as its row says. */
export function sinceOf(entry: TaskEntry): ServerMs {
  const stateSince = entry.present?.stateSince ?? 0;
  return entry.state === "available" && !entry.blocked ? (entry.claimableAt ?? stateSince) : stateSince;
}
