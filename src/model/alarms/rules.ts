/** Every rule as data: what it means, how grave it is, how long it waits, and what to do. The evaluator, the pages and docs/alarms.md read it. */
import type { AlarmSeverity, RuleId } from "./alarm.ts";
import { RULE_IDS } from "./alarm.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

export interface AlarmRule {
  id: RuleId;
  /** "Agent silent" */
  title: string;
  /** What raises it, in one sentence. */
  meaning: string;
  /** The gravest it can be; where what is found has a severity of its own, that one counts. */
  severity: AlarmSeverity;
  bySeverityFound: boolean;
  /** How long it holds before it is raised, and has to be over before it ends. */
  onDelayMs: number;
  offDelayMs: number;
  /** What ends it in place of `offDelayMs`. */
  endsWhen: string | null;
  /** Raised at the threshold, over at this share of it: in between nothing changes. */
  endsAtShare: number;
  /** From so many on it is one alarm about all of them; null: it is about one thing only. */
  groupFrom: number | null;
  /** What it is judged from. */
  from: "our view" | "agents" | "tasks" | "messages" | "streams" | "consumers" | "advisories" | "server";
  /** The streams tell since when, also of what stood before this page was opened. */
  tellsSince: boolean;
  /** The past on the screen can tell how often it would have been raised. */
  hasHistory: boolean;
  remedy: string;
}

const NO_WAIT = { onDelayMs: 0, offDelayMs: 0 } as const;
const PLAIN = {
  bySeverityFound: false,
  endsWhen: null,
  endsAtShare: 1,
  groupFrom: null,
  tellsSince: false,
  hasHistory: false,
} as const;

export const ALARM_RULES: Readonly<Record<RuleId, AlarmRule>> = {
  "view-lost": {
    ...PLAIN,
    id: "view-lost",
    title: "View lost",
    meaning: "Nothing comes in from the server: what the fleet does is not known, and no agent is judged.",
    severity: "critical",
    ...NO_WAIT,
    from: "our view",
    remedy: "Look at the band on top of the page: it names the likeliest cause and when the next try is.",
  },
  "view-stale": {
    ...PLAIN,
    id: "view-stale",
    title: "View old",
    meaning: "The streams hold messages that are not read yet: the fleet is shown and judged as of an earlier moment.",
    severity: "warning",
    onDelayMs: 0,
    offDelayMs: 5 * SECOND_MS,
    from: "our view",
    remedy:
      "Close other tabs and look at the connection; if it lasts, read less history or start from a machine nearer to the server.",
  },
  "view-dropping": {
    ...PLAIN,
    id: "view-dropping",
    title: "View incomplete",
    meaning: "There are more agents or open tasks than this page holds: some are missing from every count.",
    severity: "warning",
    onDelayMs: 10 * SECOND_MS,
    offDelayMs: MINUTE_MS,
    from: "our view",
    remedy: "Give each part of the fleet a page with a prefix of its own in rollcall.json.",
  },
  "view-overloaded": {
    ...PLAIN,
    id: "view-overloaded",
    title: "Page overloaded",
    meaning: "This page is slower than what it has to show.",
    severity: "warning",
    onDelayMs: 10 * SECOND_MS,
    offDelayMs: 30 * SECOND_MS,
    endsAtShare: 0.5,
    from: "our view",
    remedy: "Close other programs and tabs on this machine, or use a faster one for so large a fleet.",
  },
  "clock-off": {
    ...PLAIN,
    id: "clock-off",
    title: "Clock off",
    meaning:
      "This machine's clock differs from the server's, or one of them jumped: times said by people and agents will not match.",
    severity: "notice",
    onDelayMs: 10 * SECOND_MS,
    offDelayMs: MINUTE_MS,
    endsAtShare: 0.8,
    from: "our view",
    remedy:
      "Set the clock of this machine by NTP. Ages on this page are right all the same: they go by the server's clock.",
  },
  "mass-silence": {
    ...PLAIN,
    id: "mass-silence",
    title: "Mass silence",
    meaning: "Many agents fell silent within one window: one cause, one alarm.",
    severity: "critical",
    ...NO_WAIT,
    endsWhen: "each of its agents beat three times in a row, signed off or is gone",
    groupFrom: 1,
    from: "agents",
    tellsSince: true,
    hasHistory: true,
    remedy: "Look for what they share: a host, a network, a deployment, a login. The server still answers this page.",
  },
  "agent-silent": {
    ...PLAIN,
    id: "agent-silent",
    title: "Agent silent",
    meaning: "No beat came for the silent bound (3 intervals) and it did not sign off.",
    severity: "critical",
    ...NO_WAIT,
    endsWhen: "it beat three times in a row, signed off or is gone",
    groupFrom: 5,
    from: "agents",
    tellsSince: true,
    hasHistory: true,
    remedy: "See whether its process still runs; if it holds a task, give that back or claim it for another agent.",
  },
  "agent-late": {
    ...PLAIN,
    id: "agent-late",
    title: "Agent late",
    meaning: "A beat is overdue by half an interval and some seconds.",
    severity: "warning",
    onDelayMs: 5 * SECOND_MS,
    offDelayMs: 0,
    groupFrom: 1,
    from: "agents",
    tellsSince: true,
    hasHistory: true,
    remedy: "Nothing yet: it will be silent, or beat again. If it is late again and again, look at its machine's load.",
  },
  "agent-flapping": {
    ...PLAIN,
    id: "agent-flapping",
    title: "Agent flapping",
    meaning: "It fell silent and came back again and again; its single silences are not told apart any more.",
    severity: "warning",
    ...NO_WAIT,
    groupFrom: 5,
    from: "agents",
    tellsSince: true,
    hasHistory: true,
    remedy: "Look at its network and at what restarts it; a beat that waits for its work wants a thread of its own.",
  },
  "agent-approval": {
    ...PLAIN,
    id: "agent-approval",
    title: "Needs approval",
    meaning: "An agent says that it waits for a person.",
    severity: "notice",
    ...NO_WAIT,
    groupFrom: 5,
    from: "agents",
    remedy: "Read what it asks and answer it where it runs.",
  },
  "no-workers": {
    ...PLAIN,
    id: "no-workers",
    title: "No workers",
    meaning: "Tasks wait that could be claimed, and no agent is on time.",
    severity: "critical",
    onDelayMs: 10 * SECOND_MS,
    offDelayMs: 10 * SECOND_MS,
    from: "tasks",
    remedy: "Start an agent, or see why those that run do not beat.",
  },
  "stuck-tasks": {
    ...PLAIN,
    id: "stuck-tasks",
    title: "Tasks stuck",
    meaning:
      "Tasks will not go on by themselves: orphaned, claimed twice, blocked for good, waiting in a circle, overdue or starving.",
    severity: "critical",
    bySeverityFound: true,
    onDelayMs: 10 * SECOND_MS,
    offDelayMs: 10 * SECOND_MS,
    from: "tasks",
    remedy: "Open the worst of them: its page says what is wrong and since when.",
  },
  "oldest-waiting": {
    ...PLAIN,
    id: "oldest-waiting",
    title: "Task waits long",
    meaning: "A task that could be claimed has waited for too long.",
    severity: "warning",
    onDelayMs: 0,
    offDelayMs: 30 * SECOND_MS,
    endsAtShare: 0.8,
    from: "tasks",
    tellsSince: true,
    hasHistory: true,
    remedy: "Start more agents, or see why those that are idle do not claim it.",
  },
  "queue-depth": {
    ...PLAIN,
    id: "queue-depth",
    title: "Queue deep",
    meaning: "Many tasks wait that could be claimed.",
    severity: "warning",
    onDelayMs: 30 * SECOND_MS,
    offDelayMs: MINUTE_MS,
    endsAtShare: 0.8,
    from: "tasks",
    hasHistory: true,
    remedy: "Start more agents, or publish less.",
  },
  "error-rate": {
    ...PLAIN,
    id: "error-rate",
    title: "Errors",
    meaning: "Many messages came on the errors channel within ten minutes.",
    severity: "warning",
    onDelayMs: 0,
    offDelayMs: MINUTE_MS,
    endsAtShare: 0.5,
    from: "messages",
    hasHistory: true,
    remedy: "Read the errors: they are grouped by what they say.",
  },
  "stream-fill": {
    ...PLAIN,
    id: "stream-fill",
    title: "Stream nearly full",
    meaning: "A stream nears a limit at which publishers are refused or unhandled work is deleted.",
    severity: "critical",
    bySeverityFound: true,
    onDelayMs: 0,
    offDelayMs: MINUTE_MS,
    endsAtShare: 0.95,
    groupFrom: 3,
    from: "streams",
    remedy: "Raise its limit, or handle its messages faster.",
  },
  "stream-full-soon": {
    ...PLAIN,
    id: "stream-full-soon",
    title: "Stream full soon",
    meaning: "At its present rate a stream reaches such a limit soon.",
    severity: "critical",
    bySeverityFound: true,
    onDelayMs: MINUTE_MS,
    offDelayMs: 5 * MINUTE_MS,
    groupFrom: 3,
    from: "streams",
    remedy: "Raise its limit, or handle its messages faster.",
  },
  "consumer-verdict": {
    ...PLAIN,
    id: "consumer-verdict",
    title: "Consumer in trouble",
    meaning: "A consumer lost messages, will be overtaken, has nobody pulling, or falls further behind.",
    severity: "critical",
    bySeverityFound: true,
    onDelayMs: 30 * SECOND_MS,
    offDelayMs: 30 * SECOND_MS,
    groupFrom: 5,
    from: "consumers",
    remedy: "Open the consumer: its page says why.",
  },
  "poison-messages": {
    ...PLAIN,
    id: "poison-messages",
    title: "Poison messages",
    meaning: "Messages were given up: delivered as often as they may be, or terminated by a worker.",
    severity: "warning",
    ...NO_WAIT,
    groupFrom: 5,
    from: "advisories",
    remedy: "Read the messages on the stream's page; what a worker cannot handle has to be mended or removed by hand.",
  },
  "server-health": {
    ...PLAIN,
    id: "server-health",
    title: "Server unwell",
    meaning: "A server says of itself that it is not healthy.",
    severity: "critical",
    onDelayMs: 15 * SECOND_MS,
    offDelayMs: 30 * SECOND_MS,
    groupFrom: 3,
    from: "server",
    remedy: "Open the server's page: it has the server's own words. Then its log.",
  },
  "server-storage": {
    ...PLAIN,
    id: "server-storage",
    title: "Server storage",
    meaning: "JetStream's storage or memory on a server is nearly used up.",
    severity: "critical",
    onDelayMs: 0,
    offDelayMs: MINUTE_MS,
    endsAtShare: 0.95,
    groupFrom: 3,
    from: "server",
    remedy: "Free space or give JetStream more of it; a full store refuses every publisher.",
  },
  "server-slow-consumers": {
    ...PLAIN,
    id: "server-slow-consumers",
    title: "Slow consumers",
    meaning: "A server dropped connections, or their messages, because they read too slowly.",
    severity: "warning",
    onDelayMs: 0,
    offDelayMs: 10 * MINUTE_MS,
    groupFrom: 3,
    from: "server",
    remedy: "Find the connection on the server's page and see why its program does not keep up.",
  },
};

export function rulesInOrder(): AlarmRule[] {
  return RULE_IDS.map((id) => ALARM_RULES[id]);
}
