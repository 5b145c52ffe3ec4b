import type { TaskStepFacts } from "#model/tasks/task.ts";

/** A line of the life: a step, with how long after the one before it came, or the steps that were let go. */
export type LifeLine =
  | { kind: "step"; step: TaskStepFacts; afterMs: number | null; change: string }
  | { kind: "left-out"; count: number };

/**
 * The life of a task, oldest first. Steps that were let go for the bound lie behind the first.
 * @returns no line when there is no step
 */
export function lifeLines(steps: readonly TaskStepFacts[], stepsLeftOut: number): readonly LifeLine[] {
  const lines: LifeLine[] = [];
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    // Between streams the clocks of their leaders may differ a little: a wait is never negative.
    const afterMs = before === undefined ? null : Math.max(0, step.at - before.at);
    lines.push({ kind: "step", step, afterMs, change: changeWords(step, before) });
    if (index === 0 && stepsLeftOut > 0) lines.push({ kind: "left-out", count: stepsLeftOut });
  }
  return lines;
}

/** What the step did, in a word or two. */
function changeWords({ state, status, owner }: TaskStepFacts, before: TaskStepFacts | undefined): string {
  const by = owner === null ? "" : ` by ${owner}`;
  switch (state) {
    case "available":
    case "blocked":
      if (before === undefined) return "published";
      if (before.state === "available" || before.state === "blocked") return "published again";
      return before.state === "claimed" ? "given back" : "opened again";
    case "claimed":
      return `claimed${by}`;
    case "completed":
      return `done${by}`;
    case "failed":
      return `failed${by}`;
    case "unknown":
      return `“${status}”${by}`;
  }
}
