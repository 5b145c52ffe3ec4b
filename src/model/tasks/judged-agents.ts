import type { JudgeContext } from "./judge-context.ts";
import type { AgentFacts } from "../agent.ts";
import { TEXT_LIMITS } from "../agent-entry.ts";
import { cutText } from "../cut-text.ts";
import type { Liveness } from "../liveness.ts";
import { judge } from "../liveness.ts";
import type { ServerMs } from "#util/units.ts";

export interface SeenAgent {
  facts: AgentFacts;
  liveness: Liveness;
}

/** The fleet as tasks are judged by it: judged once, whatever the number of tasks. */
export interface JudgedAgents {
  byId: ReadonlyMap<string, SeenAgent>;
  /** Agents that are on time or late and name a task, by the task's id; by their names. */
  namingTask: ReadonlyMap<string, SeenAgent[]>;
  /** Since when nobody is on time; null: somebody is. Far back where there is no agent at all. */
  nobodySince: ServerMs | null;
  /** The least interval of those that are idle: on time, saying so and naming no task. Null: nobody is. */
  idleIntervalMs: number | null;
}

export function judgeAgents({ agents, bounds }: JudgeContext, now: ServerMs): JudgedAgents {
  const byId = new Map<string, SeenAgent>();
  const namingTask = new Map<string, SeenAgent[]>();
  let onTime = 0;
  let lastOnTime = Number.NEGATIVE_INFINITY;
  let idleIntervalMs: number | null = null;
  for (const facts of agents.values()) {
    const { liveness } = judge(facts, now, bounds);
    const seen = { facts, liveness };
    byId.set(facts.id, seen);
    if (isHere(liveness) && facts.currentTask !== null) {
      const others = namingTask.get(facts.currentTask);
      if (others === undefined) namingTask.set(facts.currentTask, [seen]);
      else others.push(seen);
    }
    if (liveness.state === "on-time") {
      onTime++;
      if (facts.status === "idle" && facts.currentTask === null) {
        idleIntervalMs = Math.min(idleIntervalMs ?? facts.intervalMs, facts.intervalMs);
      }
    } else {
      const until =
        liveness.state === "signed-off"
          ? liveness.since
          : facts.lastBeatAt + (facts.unheardMs ?? 0) + bounds.lateAfterIntervals * facts.intervalMs;
      lastOnTime = Math.max(lastOnTime, until);
    }
  }
  for (const seen of namingTask.values()) seen.sort((a, b) => (a.facts.id < b.facts.id ? -1 : 1));
  return { byId, namingTask, nobodySince: onTime === 0 ? lastOnTime : null, idleIntervalMs };
}

/** On time or late: what it says now counts. */
export function isHere({ state }: Liveness): boolean {
  return state === "on-time" || state === "late";
}

/** An id as agents' facts keep it: of a very long one, only how it begins. */
export function keptOfTask(id: string): string {
  return cutText(id, TEXT_LIMITS.title);
}
