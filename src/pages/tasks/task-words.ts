import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { Spread } from "#model/tasks/tasks-view.ts";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import { formatDuration, formatSpan } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** Which of the four looks leads a task: its worst finding's; null: nobody has to act. */
export function alarmOf({ findings, state }: Pick<TaskRow, "findings" | "state">): Alarm | null {
  const [worst] = findings;
  if (worst !== undefined) return TASK_FINDING_LOOKS[worst.code].alarm;
  return state === "unknown" ? "unknown" : null;
}

/** For how long it has stood where it stands; "–" without a clock. */
export function ageWords({ stateSince }: Pick<TaskRow, "stateSince">, seen: ServerMs | null): string {
  return seen === null ? "–" : formatDuration(seen - stateSince);
}

/** How long it waited until somebody claimed it. While it still waits that is its age: nothing is said here; "–" where it is not known. */
export function waitWords({ waitMs, state }: Pick<TaskRow, "waitMs" | "state">): string {
  if (waitMs !== null) return formatSpan(waitMs);
  return state === "available" || state === "blocked" ? "" : "–";
}

export function runWords({ runMs, state }: Pick<TaskRow, "runMs" | "state">): string {
  if (runMs !== null) return formatSpan(runMs);
  return state === "completed" || state === "failed" ? "–" : "";
}

/** Under this a percentile says little, and whoever reads it is told so. */
const FEW_SAMPLES = 5;

export interface SpreadWords {
  /** "p50 12 s · p95 1 min · p99 2 min", or why there is none. */
  figures: string;
  /** "of 120", "of 3: few samples". */
  samples: string;
}

export function spreadWords({ samples, p50, p95, p99 }: Spread): SpreadWords {
  if (p50 === null || p95 === null || p99 === null) return { figures: "–", samples: "no samples" };
  return {
    figures: `${formatSpan(p50)} · ${formatSpan(p95)} · ${formatSpan(p99)}`,
    samples: `of ${samples.toLocaleString("en")}${samples < FEW_SAMPLES ? ": few samples" : ""}`,
  };
}
