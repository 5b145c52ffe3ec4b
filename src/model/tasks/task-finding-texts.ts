import type { TaskFindingCode } from "./task.ts";

export interface TaskFindingText {
  title: string;
  /** What it means for who reads this page. */
  means: string;
  /** What to do about it. */
  remedy: string;
}

/** Every finding about a task in words; docs/automation.md lists the same codes. */
export const TASK_FINDING_TEXTS: Readonly<Record<TaskFindingCode, TaskFindingText>> = {
  orphaned: {
    title: "Nobody works on it",
    means:
      "The agent that holds it is silent, gone or signed off, or no heartbeat ever named it. The task stays claimed, so no other agent takes it up.",
    remedy:
      "Start the agent again: the finding ends by itself. If it does not come back, publish the task again as available.",
  },
  "duplicate-claim": {
    title: "Two agents have claimed it",
    means:
      "Both may be working on it now. Claims that are published without a condition on the last claim cannot see each other.",
    remedy:
      "Stop one of the two. Let agents claim with WorkerClient.claimTask, which makes the stream refuse the second claim.",
  },
  "no-workers": {
    title: "There is nobody to take it",
    means: "It can be claimed, and no agent is on time: nothing will be claimed until one comes back.",
    remedy: "Start an agent, or find out why those that ran have fallen silent.",
  },
  "circular-block": {
    title: "It waits for itself, through others",
    means: "Each task of the circle waits for another one of it. None of them can ever begin.",
    remedy: "Publish one task of the circle again, without the id that closes it in blocked_by.",
  },
  "stale-block": {
    title: "What it waits for will not be completed",
    means: "Something in its blocked_by has failed or was never published. As things are, it waits for ever.",
    remedy: "Publish the failed task again, or this one without that id in blocked_by.",
  },
  overdue: {
    title: "It runs for too long",
    means:
      "It has been claimed for longer than the bound: the one that is set, else three times what 95 of 100 ended tasks of its kind took.",
    remedy:
      "Look at what its agent says. If the task is larger than others of its kind, give it a title of its own kind.",
  },
  starving: {
    title: "It waits while agents are idle",
    means: "It can be claimed and agents that are on time say that they have nothing to do, and none of them takes it.",
    remedy:
      "Look at how the idle agents find their work: do they read both mjwork.tasks and mjwork.tasks.>, and does their filter leave this task out?",
  },
  "claim-not-stored": {
    title: "Its claim was never stored",
    means:
      "An agent says in its heartbeat that it works on it, and the stream holds no claim: others may claim it too.",
    remedy: "Let the agent wait for the acknowledgement of its claim, and begin only then.",
  },
  "heartbeat-disagrees": {
    title: "Its agent says that it works on something else",
    means: "The agent that holds it names another task in its newest heartbeat. Perhaps it has let this one lie.",
    remedy: "Let the agent end the task or give it back, or name the task that it works on in current_task.",
  },
  "completed-by-other": {
    title: "Another agent ended it",
    means: "It was ended by an agent that did not hold it. The work may have been done twice, or ended too early.",
    remedy: "Look whether the agent that held it still works on it. An agent should end only what it has claimed.",
  },
  "claimed-unknown": {
    title: "It was never published",
    means:
      "The streams hold a claim or an end of it and nothing that made it available: it was never published, or that message has left the stream.",
    remedy: "Publish tasks before they are claimed, and let the stream keep them for longer than they take.",
  },
  reopened: {
    title: "It was opened again after it had ended",
    means: "It had been completed or had failed, and a later message makes it open again.",
    remedy: "Nothing, if it is tried again on purpose. Else let the publisher give new work a new id.",
  },
  "completed-twice": {
    title: "It was completed twice",
    means: "Two messages complete it, and nothing made it available between them.",
    remedy:
      "Look at both results. Let the agent give its messages an id (Nats-Msg-Id), so that one sent again is stored once.",
  },
  "unknown-status": {
    title: "Its status is a word that nobody knows",
    means: "The status is shown as written, and the task counts as neither waiting, running nor ended.",
    remedy: "Say available, claimed, completed or failed.",
  },
  "zone-mistake": {
    title: "A time in it lacks a zone, or has a wrong one",
    means: "A time in its messages is whole hours off the stream's. Everything here goes by the stream's time.",
    remedy: "Write times in UTC with a Z at the end; in Python: datetime.now(timezone.utc).isoformat().",
  },
  "clock-skew": {
    title: "A clock is off",
    means: "A time in its messages differs from the stream's. Everything here goes by the stream's time.",
    remedy: "Let the agent's machine keep its clock by NTP.",
  },
};
