import type { TaskFindingCode, TaskState } from "./task.ts";

/** As a state is written on every page. */
export const TASK_STATE_WORDS: Readonly<Record<TaskState, string>> = {
  available: "available",
  blocked: "blocked",
  claimed: "claimed",
  completed: "done",
  failed: "failed",
  unknown: "unknown",
};

export interface TaskFindingLook {
  /** In a row, beside others: "orphaned". */
  word: string;
  alarm: "critical" | "warning" | "notice";
}

/** How a finding stands in a list; what it means is told by `task-finding-texts.ts`. */
export const TASK_FINDING_LOOKS: Readonly<Record<TaskFindingCode, TaskFindingLook>> = {
  orphaned: { word: "orphaned", alarm: "critical" },
  "duplicate-claim": { word: "claimed twice", alarm: "critical" },
  "no-workers": { word: "no workers", alarm: "critical" },
  "circular-block": { word: "waits in a circle", alarm: "critical" },
  "stale-block": { word: "blocked for good", alarm: "warning" },
  overdue: { word: "overdue", alarm: "warning" },
  starving: { word: "starving", alarm: "warning" },
  "claim-not-stored": { word: "claim not stored", alarm: "warning" },
  "heartbeat-disagrees": { word: "beat disagrees", alarm: "warning" },
  "completed-by-other": { word: "ended by another", alarm: "notice" },
  "claimed-unknown": { word: "never published", alarm: "notice" },
  reopened: { word: "reopened", alarm: "notice" },
  "completed-twice": { word: "ended twice", alarm: "notice" },
  "unknown-status": { word: "unknown status", alarm: "notice" },
  "zone-mistake": { word: "zone mistake", alarm: "notice" },
  "clock-skew": { word: "clock off", alarm: "notice" },
};
