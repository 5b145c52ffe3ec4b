/** What the strip says of alarms, and what they have the wall do. */
import type { WallPanel } from "./panels.ts";
import type { StripEntry } from "./strip.ts";
import { agentEntry } from "./strip.ts";
import type { Alarm, AlarmLink, RuleId } from "../alarms/alarm.ts";
import type { FleetException } from "../fleet-tally.ts";
import { unreachable } from "#util/assert.ts";

/**
 * Every exception once: agents as they are judged at this tick, and the alarms that are about anything else. The view's own loss is left
 * out, the whole screen says it.
 */
export function stripEntries(exceptions: readonly FleetException[], alarms: readonly Alarm[]): StripEntry[] {
  const caredFor = new Set(
    alarms.filter(({ care }) => care.state !== "none").flatMap(({ members }) => members.map(({ id }) => id)),
  );
  const named = new Set(exceptions.map(({ agent }) => agent.id));
  return [
    ...alarms.filter((alarm) => isOwnEntry(alarm, named)).map(alarmEntry),
    ...exceptions.map((exception) => ({
      ...agentEntry(exception),
      caredFor: caredFor.has(exception.agent.id),
    })),
  ];
}

function isOwnEntry({ rule, link }: Alarm, named: ReadonlySet<string>): boolean {
  if (rule === "view-lost") return false;
  if (link.kind === "agent") return !named.has(link.id);
  // A group of agents whose members stand in the strip themselves; many at once are one thing more.
  return link.kind !== "agents" || rule === "mass-silence";
}

/** What each rule says of its subject, short enough to be read from far away. */
const WORDS: Readonly<Record<RuleId, string>> = {
  "view-lost": "no view",
  "view-stale": "behind",
  "view-dropping": "incomplete",
  "view-overloaded": "overloaded",
  "clock-off": "clock off",
  "mass-silence": "silent",
  "agent-silent": "silent",
  "agent-late": "late",
  "agent-flapping": "flapping",
  "agent-approval": "needs a person",
  "no-workers": "no workers",
  "stuck-tasks": "stuck",
  "oldest-waiting": "waits long",
  "queue-depth": "is deep",
  "error-rate": "many",
  "stream-fill": "nearly full",
  "stream-full-soon": "full soon",
  "consumer-verdict": "in trouble",
  "poison-messages": "poisoned",
  "server-health": "unwell",
  "server-storage": "storage",
  "server-slow-consumers": "slow readers",
};

export function alarmEntry(alarm: Alarm): StripEntry {
  return {
    key: `alarm ${alarm.key}`,
    look: alarm.severity,
    subject: alarm.subject,
    word: alarm.state === "recovering" ? "recovering" : WORDS[alarm.rule],
    since: alarm.since,
    caredFor: alarm.care.state !== "none",
  };
}

/** Critical, still so, and nobody looks after it: it holds the rotation, and the page is not loaded anew. */
export function isPressing({ severity, state, care }: Alarm): boolean {
  return severity === "critical" && state === "raised" && care.state === "none";
}

/** The panel to show while something presses: that of the alarm raised last; null: none of those that are shown. */
export function pressingPanel(alarms: readonly Alarm[], shown: readonly WallPanel[]): WallPanel | null {
  const pressing = alarms.filter(isPressing).toSorted((a, b) => b.raisedAt - a.raisedAt || (a.key < b.key ? -1 : 1));
  for (const { link } of pressing) {
    const panel = panelOf(link);
    if (panel !== null && shown.includes(panel)) return panel;
    if (panel !== null && shown.includes("alarms")) return "alarms";
  }
  return null;
}

/** Where what it is about is drawn; null: the whole screen says it. */
function panelOf(link: AlarmLink): WallPanel | null {
  switch (link.kind) {
    case "agent":
    case "agents":
      return "fleet";
    case "task":
    case "tasks":
      return "queue";
    case "messages":
      return "flow";
    case "stream":
    case "streams":
    case "consumer":
    case "consumers":
      return "streams";
    case "server":
      return "server";
    case "view":
      return null;
    default:
      return unreachable(link);
  }
}
