import type { AgentFindingCode } from "./agent.ts";

export interface FindingText {
  title: string;
  /** What it means for who reads this page. */
  means: string;
  /** What mends it, for who writes the agent. */
  remedy: string;
}

/** Every finding about an agent in words; docs/automation.md lists the same codes. */
export const FINDING_TEXTS: Readonly<Record<AgentFindingCode, FindingText>> = {
  "clock-skew": {
    title: "Its clock is off",
    means:
      "The times that the agent writes differ from the stream's. Everything here goes by the stream's time, so nothing on this page is wrong for it.",
    remedy: "Let the agent's machine keep its clock by NTP.",
  },
  "zone-mistake": {
    title: "Its times lack a zone, or have a wrong one",
    means:
      "The times that the agent writes are whole hours off the stream's. Readers that trust them see its work at the wrong hour.",
    remedy: "Write times in UTC with a Z at the end; in Python: datetime.now(timezone.utc).isoformat().",
  },
  "unreadable-time": {
    title: "Its times cannot be read",
    means: "The timestamp in its beats is no ISO 8601 time. The stream's time is used in its place.",
    remedy: "Write ISO 8601, such as 2026-02-09T14:55:01Z.",
  },
  "id-mismatch": {
    title: "It goes by two names",
    means:
      "The body of a beat names another agent than the subject that it came on. The subject counts here; other readers may count the body.",
    remedy:
      "Let agent_id be the last token of the subject that the beat is published on. Perhaps two processes share one configuration.",
  },
  "unknown-status": {
    title: "Its status is a word that nobody knows",
    means:
      "The status is shown as written and judged by nobody. Whether the agent is alive is told from its beats alone.",
    remedy: "Say active, idle, busy or offline.",
  },
  "similar-id": {
    title: "Another agent has nearly the same name",
    means:
      "Two names that differ only in case are two agents on the wire, and probably one in truth: each then seems to be silent half of the time.",
    remedy: "Choose one spelling for the agent and for all that start it.",
  },
  "free-text-task": {
    title: "Its task is a text, not an id",
    means: "What it works on cannot be linked to a task in the queue, so a task that it holds may look unowned.",
    remedy: "Put the task's id into current_task and the words into current_task_title.",
  },
  "interval-learned": {
    title: "Its interval was learned",
    means:
      "It does not say how often it beats, and it does not beat at the pace that is set for this page. When it counts as late is told from its past beats.",
    remedy: "Declare heartbeat_interval, in seconds, in each beat or in the registration.",
  },
  "interval-disagrees": {
    title: "It does not keep the interval that it declares",
    means:
      "Its beats come at another pace than it says. It is judged by what it says, so it may look late while nothing is wrong with it, or well for too long.",
    remedy: "Declare the interval that it really keeps.",
  },
};
