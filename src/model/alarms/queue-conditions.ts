import type { Known, QueueFacts } from "./alarm-facts.ts";
import type { AlarmLink, AlarmMember, RuleId } from "./alarm.ts";
import { MEMBERS_SHOWN } from "./alarm.ts";
import type { Condition, Found } from "./condition.ts";
import { foundOnly, levelAbove } from "./condition.ts";
import { ALARM_RULES } from "./rules.ts";
import type { AlarmThresholds } from "./thresholds.ts";
import { TASK_FINDING_LOOKS } from "../tasks/task-look.ts";
import type { TaskFindingCode } from "../tasks/task.ts";
import { formatCount, formatFigure, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

export type QueueRule = "no-workers" | "stuck-tasks" | "oldest-waiting" | "queue-depth";

export function queueConditions(
  rule: QueueRule,
  tasks: Known<QueueFacts>,
  thresholds: AlarmThresholds,
  now: ServerMs,
): Found {
  if (tasks.state === "not-known") return { state: "not-judged", why: tasks.why, final: false };
  const condition = conditionOf(rule, tasks.value, thresholds, now);
  return foundOnly(condition);
}

function conditionOf(rule: QueueRule, queue: QueueFacts, thresholds: AlarmThresholds, now: ServerMs): Condition | null {
  switch (rule) {
    case "no-workers":
      return noWorkers(queue);
    case "stuck-tasks":
      return stuckTasks(queue, thresholds);
    case "oldest-waiting":
      return oldestWaiting(queue, thresholds, now);
    case "queue-depth":
      return queueDepth(queue, thresholds);
  }
}

function noWorkers({ findings }: QueueFacts): Condition | null {
  const waiting = findings["no-workers"] ?? 0;
  if (waiting === 0) return null;
  const wait = waiting === 1 ? "1 task waits" : `${formatPlural(waiting, "task")} wait`;
  return about("no-workers", `${wait}, and no agent is on time.`, { kind: "tasks", state: "available" });
}

function stuckTasks({ findings, stuck }: QueueFacts, thresholds: AlarmThresholds): Condition | null {
  // Those that nobody is there for are told of by a rule of their own.
  const total = Math.max(0, stuck.total - (findings["no-workers"] ?? 0));
  const level = levelAbove(total, thresholds.stuckTasks, ALARM_RULES["stuck-tasks"].endsAtShare);
  const worst = stuck.worst.filter((row) => row.findings[0]?.code !== "no-workers");
  const [first] = worst;
  const [finding] = first?.findings ?? [];
  if (level === null || first === undefined || finding === undefined) return null;
  const members: AlarmMember[] = worst.slice(0, MEMBERS_SHOWN).map(({ id, findings: found }) => ({
    id,
    since: found[0]?.since ?? finding.since,
    state: "raised",
    link: { kind: "task", id },
  }));
  const alone = total === 1;
  return {
    id: "",
    level,
    severity: TASK_FINDING_LOOKS[finding.code].alarm,
    since: Math.min(...members.map(({ since }) => since)),
    subject: alone ? (first.title ?? first.id) : formatPlural(total, "stuck task"),
    sentence: alone
      ? `${first.title ?? first.id} is ${TASK_FINDING_LOOKS[finding.code].word}.`
      : `${formatPlural(total, "task")} are stuck; the worst, ${first.title ?? first.id}, is ${TASK_FINDING_LOOKS[finding.code].word}.`,
    remedy: REMEDIES[finding.code] ?? null,
    link: alone ? { kind: "task", id: first.id } : { kind: "tasks", state: "stuck" },
    about: { total, members },
  };
}

const REMEDIES: Readonly<Partial<Record<TaskFindingCode, string>>> = {
  orphaned: "Its owner is not there any more: make it available again, or bring the owner back.",
  "duplicate-claim": "Two agents work on it: stop one of them.",
  "circular-block": "Take one of the tasks in the circle out of another's blocked_by.",
  "stale-block": "What it waits for will not be completed: publish that again, or take it out of blocked_by.",
};

function oldestWaiting(
  { oldestWaiting: oldest }: QueueFacts,
  thresholds: AlarmThresholds,
  now: ServerMs,
): Condition | null {
  if (oldest === null) return null;
  const boundMs = thresholds.oldestWaitingMinutes * MINUTE_MS;
  const level = levelAbove(now - oldest.at, boundMs, ALARM_RULES["oldest-waiting"].endsAtShare);
  if (level === null) return null;
  const name = oldest.title ?? oldest.id;
  return {
    ...about(
      "oldest-waiting",
      `${name} has waited for over ${formatFigure(thresholds.oldestWaitingMinutes)} min, and nothing blocks it.`,
      { kind: "task", id: oldest.id },
    ),
    level,
    since: oldest.at + boundMs,
    subject: name,
  };
}

function queueDepth({ available }: QueueFacts, { queueDepthTasks }: AlarmThresholds): Condition | null {
  const level = levelAbove(available, queueDepthTasks, ALARM_RULES["queue-depth"].endsAtShare);
  if (level === null) return null;
  return {
    ...about("queue-depth", `Over ${formatCount(queueDepthTasks)} tasks wait.`, { kind: "tasks", state: "available" }),
    level,
  };
}

export function errorConditions(
  errors: Known<{ last10Minutes: number }>,
  { errorsPer10Minutes }: AlarmThresholds,
): Found {
  if (errors.state === "not-known") return { state: "not-judged", why: errors.why, final: false };
  const { last10Minutes } = errors.value;
  const level = levelAbove(last10Minutes, errorsPer10Minutes, ALARM_RULES["error-rate"].endsAtShare);
  if (level === null) return foundOnly(null);
  const sentence = `${formatCount(errorsPer10Minutes)} errors or more within ten minutes.`;
  const condition = {
    ...about("error-rate", sentence, { kind: "messages", channel: "errors" }),
    level,
    subject: "errors",
  };
  return foundOnly(condition);
}

function about(rule: RuleId, sentence: string, link: AlarmLink): Condition {
  return {
    id: "",
    level: "raise",
    severity: ALARM_RULES[rule].severity,
    since: null,
    subject: "the queue",
    sentence,
    remedy: null,
    link,
    about: null,
  };
}
