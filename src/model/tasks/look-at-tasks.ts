import type { Fleet } from "../fleet-state.ts";
import { agentFactsOf } from "../agent-facts.ts";
import { figuresOf } from "./figures.ts";
import { judgeTasks } from "./judge-tasks.ts";
import type { TaskContext } from "./task-context.ts";
import type { ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

/** At most once so often, and at most this share of the thread. */
const EVERY_MS = SECOND_MS;
const COST_TIMES = 20;

/**
 * Judges all settled tasks and makes the figures anew, when it is time for that. While our own view is lost nothing is judged and what was
 * found last stays: our outage is not the fleet's.
 */
export function lookAtTasks(fleet: Fleet, now: ServerMs | null, context: TaskContext): void {
  const { tasks } = fleet;
  const start = context.clock();
  if (start < tasks.nextLookAt) return;
  const judged = judgeTasks(tasks, {
    now,
    agents: agentFactsOf(fleet),
    bounds: fleet.config.bounds,
    overdueAfterMs: context.overdueAfterMs,
    whole: context.whole,
    agentsKnown: context.agentsKnown,
  });
  if (judged !== null) {
    for (const entry of judged.changed) entry.row = null;
    tasks.look = {
      figures: figuresOf(tasks, tasks.ledger, { now: now ?? 0, minutes: tasks.minutes }),
      findings: keepIfSame(tasks.look.findings, judged.findings),
      stuck: judged.stuck,
    };
  }
  const end = context.clock();
  tasks.nextLookAt = Math.max(start + EVERY_MS, end + COST_TIMES * (end - start));
}

/** Most looks find what the one before them found: then the page is told nothing. */
function keepIfSame<T extends Readonly<Partial<Record<string, number>>>>(before: T, after: T): T {
  const keys = Object.keys(after);
  const isSame = keys.length === Object.keys(before).length && keys.every((key) => before[key] === after[key]);
  return isSame ? before : after;
}
