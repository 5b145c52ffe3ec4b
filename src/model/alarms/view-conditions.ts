/** How well we see ourselves: the first thing to alarm about, since everything else depends on it. */
import type { ViewFacts } from "./alarm-facts.ts";
import type { AlarmLink, RuleId } from "./alarm.ts";
import type { Condition, Found } from "./condition.ts";
import { foundOnly, levelAbove } from "./condition.ts";
import { ALARM_RULES } from "./rules.ts";
import type { AlarmThresholds } from "./thresholds.ts";
import type { Connection } from "../connection.ts";
import { formatCount, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

const VIEW: AlarmLink = { kind: "view" };
/** A jump is told for so long. */
const JUMP_TOLD_MS = 10 * MINUTE_MS;

export function viewConditions(
  rule: "view-lost" | "view-stale" | "view-dropping" | "view-overloaded" | "clock-off",
  view: ViewFacts,
  thresholds: AlarmThresholds,
  now: ServerMs,
): Found {
  const condition = conditionOf(rule, view, thresholds, now);
  return foundOnly(condition);
}

function conditionOf(
  rule: Parameters<typeof viewConditions>[0],
  view: ViewFacts,
  thresholds: AlarmThresholds,
  now: ServerMs,
): Condition | null {
  switch (rule) {
    case "view-lost":
      return lost(view, thresholds, now);
    case "view-stale":
      return stale(view, thresholds);
    case "view-dropping":
      return dropping(view);
    case "view-overloaded":
      return overloaded(view, thresholds);
    case "clock-off":
      return clockOff(view, thresholds, now);
  }
}

function lost(
  { connection, lostSince, blindBecause }: ViewFacts,
  thresholds: AlarmThresholds,
  now: ServerMs,
): Condition | null {
  const boundMs = thresholds.viewLostSeconds * SECOND_MS;
  if (lostSince !== null) {
    if (now - lostSince < boundMs) return null;
    return about("view-lost", `${lostWords(connection)} What the fleet does since then is not known.`, lostSince);
  }
  if (blindBecause === null) return null;
  return about("view-lost", `There is a connection, and no agent can be seen: ${blindBecause}`, null);
}

function lostWords(connection: Connection): string {
  switch (connection.state) {
    case "connecting":
      return "There is no connection to the server yet.";
    case "stale":
      return "The server does not answer any more.";
    case "lost":
      return "The connection to the server is lost.";
    case "refused":
      return "The server refuses this page.";
    case "live":
      return "The server answers, and what it stored meanwhile is not read yet.";
  }
}

/** While nothing comes in at all, that is what there is to say. */
function stale({ behindMs, lostSince }: ViewFacts, { viewStaleSeconds }: AlarmThresholds): Condition | null {
  if (behindMs === null || lostSince !== null || behindMs < viewStaleSeconds * SECOND_MS) return null;
  return about(
    "view-stale",
    "The streams hold messages that are not read yet: the fleet is shown as of an earlier moment.",
    null,
  );
}

function dropping({ notHeld: { agents, tasks } }: ViewFacts): Condition | null {
  if (agents === 0 && tasks === 0) return null;
  const what = [
    ...(agents > 0 ? [formatPlural(agents, "agent")] : []),
    ...(tasks > 0 ? [formatPlural(tasks, "open task")] : []),
  ];
  return about("view-dropping", `${what.join(" and ")} more than this page holds: every count is short of them.`, null);
}

function overloaded({ lagMs }: ViewFacts, { overloadedSeconds }: AlarmThresholds): Condition | null {
  const level = levelAbove(lagMs, overloadedSeconds * SECOND_MS, ALARM_RULES["view-overloaded"].endsAtShare);
  if (level === null) return null;
  return { ...about("view-overloaded", "This page cannot keep up with what it has to show.", null), level };
}

function clockOff(
  { clockOffMs, clockJump }: ViewFacts,
  { clockOffSeconds }: AlarmThresholds,
  now: ServerMs,
): Condition | null {
  const boundMs = clockOffSeconds * SECOND_MS;
  const level =
    clockOffMs === null ? null : levelAbove(Math.abs(clockOffMs), boundMs, ALARM_RULES["clock-off"].endsAtShare);
  if (level !== null && clockOffMs !== null) {
    const word = clockOffMs > 0 ? "behind" : "ahead of";
    return {
      ...about(
        "clock-off",
        `This machine's clock is over ${formatCount(clockOffSeconds)} s ${word} the server's.`,
        null,
      ),
      level,
    };
  }
  if (clockJump === null || now - clockJump.at > JUMP_TOLD_MS) return null;
  return about("clock-off", "The clock of this machine or of the server jumped.", clockJump.at);
}

function about(rule: RuleId, sentence: string, since: ServerMs | null): Condition {
  return {
    id: "",
    level: "raise",
    severity: ALARM_RULES[rule].severity,
    since,
    subject: SUBJECTS[rule] ?? "this page",
    sentence,
    remedy: null,
    link: VIEW,
    about: null,
  };
}

const SUBJECTS: Readonly<Partial<Record<RuleId, string>>> = { "clock-off": "this machine's clock" };
