import type { FindingText } from "../finding-texts.ts";
import type { TaskFindingCode } from "./task.ts";

/** Every finding about a task in words; docs/automation.md lists the same codes. */
export const TASK_FINDING_TEXTS: Readonly<Record<TaskFindingCode, FindingText>> = {
  orphaned: {
    title: "Nobody is behind it",
    means: "The agent that claimed it is not seen any more, so nobody finishes it and nobody else may take it.",
    remedy: "Start the agent again, or publish the task as available once more so that another takes it.",
  },
  "duplicate-claim": {
    title: "Two agents claimed it",
    means: "Both were told that the task is theirs, and both may be doing the work.",
    remedy:
      "Tell one of them to stop. Claims that are published with the expected last sequence of their subject cannot both be stored.",
  },
  "no-workers": {
    title: "Nobody is there to take it",
    means: "It waits and no agent is on time: work has stopped.",
    remedy: "Start agents, or find out why those that were there fell silent.",
  },
  "circular-block": {
    title: "It waits for itself",
    means: "It is part of a circle of tasks that each wait for the next, so none of them can ever begin.",
    remedy: "Publish one task of the circle again without the one it waits for in blocked_by.",
  },
  "stale-block": {
    title: "What it waits for will not be completed",
    means: "A task in its blocked_by failed or was never published, so it stays blocked until somebody does something.",
    remedy: "Publish the failed or missing task again, or this one without it in blocked_by.",
  },
  overdue: {
    title: "It runs longer than it should",
    means: "Its agent is there, but the work takes much longer than others of its kind did.",
    remedy: "Look at what its agent says and does. Let it fail the task, or wait if the work is known to be long.",
  },
  starving: {
    title: "Nobody takes it although agents are idle",
    means: "It is available and unblocked, and agents that could take it do nothing.",
    remedy:
      "See whether the idle agents read the queue: their subject, their filter for priority or kind, and the newest tasks rather than the oldest.",
  },
  "claim-not-stored": {
    title: "An agent works on it, and its claim is not in the stream",
    means: "Its heartbeat names this task, while the stream shows it free: another agent may take it as well.",
    remedy: "Let the agent publish its claim through JetStream and wait for the answer before it begins.",
  },
  "heartbeat-disagrees": {
    title: "Its holder says that it does something else",
    means:
      "The agent that claimed it names another task in its heartbeats: this one is held and perhaps not worked on.",
    remedy: "Let the agent give it back as available, or name in current_task what it really does.",
  },
  "completed-by-other": {
    title: "It was ended by another than its owner",
    means: "The agent that ended it is not the one that had claimed it. The result may be of either.",
    remedy: "See whether both did the work. An agent ends only what it claimed.",
  },
  "claimed-unknown": {
    title: "It was claimed without being published",
    means: "No message makes it available, so nobody can say where it came from or how long it waited.",
    remedy: "Let the planner publish every task as available first, on a subject that the stream captures.",
  },
  reopened: {
    title: "It was opened again after its end",
    means: "It ended and was made available once more. Its figures are those of the newest round.",
    remedy: "Nothing, if that was meant. For new work use a new id.",
  },
  "completed-twice": {
    title: "It was ended more than once",
    means: "Two messages end the same round: the work was probably done twice. The newest one counts.",
    remedy:
      "See who ended it and why. Messages that carry a Nats-Msg-Id are stored once even when they are sent again.",
  },
  "unknown-status": {
    title: "Its status is a word that nobody knows",
    means: "The status is shown as written, and where the task stands is not guessed at.",
    remedy: "Say available, claimed, completed or failed.",
  },
  "zone-mistake": {
    title: "Its times lack a zone, or have a wrong one",
    means: "The times in its messages are whole hours off the stream's. Everything here goes by the stream's time.",
    remedy: "Write times in UTC with a Z at the end; in Python: datetime.now(timezone.utc).isoformat().",
  },
  "clock-skew": {
    title: "The clock of who wrote it is off",
    means: "The times in its messages differ from the stream's. Everything here goes by the stream's time.",
    remedy: "Let the machine of the agent that wrote it keep its clock by NTP.",
  },
};
