import { circlesOf } from "./circles.ts";
import type { JudgeContext, Judged } from "./judge-context.ts";
import { STUCK_SHOWN } from "./judge-context.ts";
import type { JudgedAgents } from "./judged-agents.ts";
import { isHere, judgeAgents } from "./judged-agents.ts";
import type { KnownTasks } from "./known-tasks.ts";
import type { OverdueBounds } from "./overdue-bounds.ts";
import { kindOf, overdueBounds } from "./overdue-bounds.ts";
import type { TaskFinding, TaskFindingCode } from "./task.ts";
import type { TaskEntry, TaskPresent } from "./task-entry.ts";
import { tombstoneOf } from "./tombstones.ts";
import { Worst } from "./worst.ts";
import { byWeight, stuckBy } from "./worst-first.ts";
import { formatCount, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const NONE: readonly TaskFinding[] = [];
/** "Longer than two beat intervals": in that time an idle agent that looks for work has looked. */
const STARVING_INTERVALS = 2;

interface Scene extends JudgeContext {
  now: ServerMs;
  fleet: JudgedAgents;
  overdue: OverdueBounds | null;
  circles: ReadonlyMap<TaskEntry, TaskFinding>;
}

/**
 * Judges all tasks at one moment: what no message of theirs says, but the agents, the clock and other tasks do. Sets `judged` of each
 * entry, and leaves it where nothing changed. Every entry has to be settled: its present made, `blocked` and `claimableAt` up to date.
 *
 * @returns null where nothing is judged, because our own view is lost
 */
export function judgeTasks(known: KnownTasks, context: JudgeContext): Judged | null {
  const { now } = context;
  if (now === null) return null;
  const scene: Scene = {
    ...context,
    now,
    fleet: judgeAgents(context, now),
    overdue: context.overdueAfterMs === null ? overdueBounds(known.entries.values()) : null,
    circles: circleFindings(known),
  };
  const changed: TaskEntry[] = [];
  const findings: Partial<Record<TaskFindingCode, number>> = {};
  const worst = new Worst(STUCK_SHOWN);
  for (const entry of known.entries.values()) {
    const { present } = entry;
    if (present === null) continue;
    const judged = judgeTask(known, scene, entry, present);
    if (!isSame(entry.judged, judged)) {
      entry.judged = judged;
      changed.push(entry);
    }
    for (const { code } of present.findings) findings[code] = (findings[code] ?? 0) + 1;
    if (judged.length > 0) for (const { code } of judged) findings[code] = (findings[code] ?? 0) + 1;
    if (judged.length === 0 && present.findings.length === 0) continue;
    const stuck = stuckBy(entry);
    if (stuck !== null) worst.add(entry, stuck);
  }
  return { changed, findings, stuck: { total: worst.total, worst: worst.list() } };
}

function judgeTask(known: KnownTasks, scene: Scene, entry: TaskEntry, present: TaskPresent): readonly TaskFinding[] {
  switch (present.state) {
    case "available":
      return entry.blocked ? judgeBlocked(known, scene, entry, present) : judgeWaiting(scene, entry, present);
    case "claimed":
      return judgeClaimed(scene, entry, present);
    case "completed":
    case "failed":
      return listOf(claimedUnknown(scene, entry, present));
    case "unknown":
      return NONE;
  }
}

function judgeWaiting(scene: Scene, entry: TaskEntry, present: TaskPresent): readonly TaskFinding[] {
  const { fleet, now, agentsKnown } = scene;
  const since = entry.claimableAt ?? present.stateSince;
  let first: TaskFinding | null = null;
  if (fleet.nobodySince !== null) {
    if (agentsKnown) first = noWorkers(Math.max(since, fleet.nobodySince));
  } else if (fleet.idleIntervalMs !== null && now - since > STARVING_INTERVALS * fleet.idleIntervalMs) {
    first = { code: "starving", detail: "Available and not blocked while agents are idle.", since, agents: [] };
  }
  return listOf(first, claimNotStored(scene, entry, present));
}

function noWorkers(since: ServerMs): TaskFinding {
  return { code: "no-workers", detail: "Available and not blocked, and no agent is on time.", since, agents: [] };
}

function judgeBlocked(known: KnownTasks, scene: Scene, entry: TaskEntry, present: TaskPresent): readonly TaskFinding[] {
  return listOf(
    scene.circles.get(entry) ?? null,
    staleBlock(known, scene, present),
    claimNotStored(scene, entry, present),
  );
}

function staleBlock({ entries, gone }: KnownTasks, { whole }: Scene, present: TaskPresent): TaskFinding | null {
  let count = 0;
  let firstId = "";
  let firstWord = "";
  let since = Number.POSITIVE_INFINITY;
  let owner: string | null = null;
  for (const id of present.blockedBy) {
    const blocker = entries.get(id);
    let at: ServerMs | null = null;
    let word = "which failed";
    if (blocker === undefined) {
      const buried = tombstoneOf(gone, id);
      if (buried !== null) at = buried.completed ? null : buried.at;
      else if (whole) {
        at = present.stateSince;
        word = "which was never published";
      }
    } else if (blocker.state === "failed") {
      at = blocker.present?.stateSince ?? null;
    }
    if (at === null) continue;
    count++;
    since = Math.min(since, Math.max(at, present.stateSince));
    if (count > 1) continue;
    firstId = id;
    firstWord = word;
    owner = blocker?.present?.owner ?? null;
  }
  if (count === 0) return null;
  const more = count === 1 ? "" : ` ${formatCount(count - 1)} more of what it waits for will not be completed either.`;
  const detail = `Waits for ${firstId}, ${firstWord}.${more}`;
  return { code: "stale-block", detail, since, agents: owner === null ? [] : [owner] };
}

function circleFindings({ entries }: KnownTasks): Map<TaskEntry, TaskFinding> {
  const blocked: TaskEntry[] = [];
  for (const entry of entries.values()) if (entry.blocked) blocked.push(entry);
  const findings = new Map<TaskEntry, TaskFinding>();
  for (const { members } of circlesOf(blocked, entries)) {
    let since = Number.NEGATIVE_INFINITY;
    for (const { present } of members) since = Math.max(since, present?.stateSince ?? since);
    const detail =
      members.length === 1
        ? "Waits for itself."
        : `Waits in a circle of ${formatCount(members.length)} tasks, of which none can begin.`;
    const finding: TaskFinding = { code: "circular-block", detail, since, agents: [] };
    for (const member of members) findings.set(member, finding);
  }
  return findings;
}

function judgeClaimed(scene: Scene, entry: TaskEntry, present: TaskPresent): readonly TaskFinding[] {
  return listOf(
    orphaned(scene, present) ?? heartbeatDisagrees(scene, entry, present),
    overdue(scene, present),
    claimedUnknown(scene, entry, present),
  );
}

function orphaned({ fleet, agentsKnown }: Scene, { owner, claimedAt, stateSince }: TaskPresent): TaskFinding | null {
  if (owner === null) return null;
  const seen = fleet.byId.get(owner);
  if (seen === undefined) {
    if (!agentsKnown) return null;
    const detail = `Held by ${owner}, whom no heartbeat ever named: owner never seen.`;
    return { code: "orphaned", detail, since: claimedAt ?? stateSince, agents: [owner] };
  }
  const { liveness } = seen;
  switch (liveness.state) {
    case "unknown":
    case "on-time":
    case "late":
      return null;
    case "silent":
      return { code: "orphaned", detail: `Held by ${owner}, who is silent.`, since: liveness.since, agents: [owner] };
    case "gone":
      return {
        code: "orphaned",
        detail: `Held by ${owner}, who has been silent for so long that it counts as gone.`,
        since: liveness.since,
        agents: [owner],
      };
    case "signed-off":
      return { code: "orphaned", detail: `Held by ${owner}, who signed off.`, since: liveness.since, agents: [owner] };
  }
}

/** A text with spaces is no id: it names no task. */
const HAS_SPACE = /\s/u;

function heartbeatDisagrees({ fleet }: Scene, { id }: TaskEntry, present: TaskPresent): TaskFinding | null {
  const { owner } = present;
  const seen = owner === null ? undefined : fleet.byId.get(owner);
  if (owner === null || seen === undefined || !isHere(seen.liveness)) return null;
  const { currentTask, lastBeatAt } = seen.facts;
  const since = present.claimedAt ?? present.stateSince;
  if (currentTask === null || currentTask === "" || isNameOf(currentTask, id) || lastBeatAt <= since) return null;
  if (HAS_SPACE.test(currentTask)) return null;
  const detail = `Held by ${owner}, whose heartbeat says that it works on ${currentTask}.`;
  return { code: "heartbeat-disagrees", detail, since, agents: [owner] };
}

/** What is kept of a beat's task is cut: a name that long is only known by how it begins. */
function isNameOf(currentTask: string, id: string): boolean {
  return (
    currentTask === id || (currentTask.length >= KEPT_OF_TASK && id.startsWith(currentTask.slice(0, KEPT_OF_TASK)))
  );
}

const KEPT_OF_TASK = 299;

function claimNotStored({ fleet }: Scene, { id }: TaskEntry, present: TaskPresent): TaskFinding | null {
  const naming = fleet.namingTask.get(id);
  if (naming === undefined) return null;
  const agents = naming.filter(({ facts }) => facts.lastBeatAt > present.last.at).map(({ facts }) => facts.id);
  const [first] = agents;
  if (first === undefined) return null;
  const who = agents.length === 1 ? first : `${first} and ${formatCount(agents.length - 1)} more`;
  const detail = `By its heartbeat ${who} works on it; the stream holds no claim.`;
  return { code: "claim-not-stored", detail, since: present.last.at, agents };
}

function overdue(scene: Scene, { claimedAt, title }: TaskPresent): TaskFinding | null {
  if (claimedAt === null) return null;
  const runMs = scene.now - claimedAt;
  if (scene.overdueAfterMs !== null) {
    if (runMs <= scene.overdueAfterMs) return null;
    const detail = `Runs for longer than the ${formatDuration(scene.overdueAfterMs)} that are set.`;
    return { code: "overdue", detail, since: claimedAt + scene.overdueAfterMs, agents: [] };
  }
  if (scene.overdue === null || title === null || runMs <= scene.overdue.leastMs) return null;
  const boundMs = scene.overdue.byKind.get(kindOf(title));
  if (boundMs === undefined || runMs <= boundMs) return null;
  const detail = `Runs for longer than ${formatDuration(boundMs)}: three times what 95 of 100 tasks of its kind take.`;
  return { code: "overdue", detail, since: claimedAt + boundMs, agents: [] };
}

/** Claimed or ended, and no message ever made it available. */
function claimedUnknown({ whole }: Scene, entry: TaskEntry, present: TaskPresent): TaskFinding | null {
  const { steps, stepsLeftOut, hasPast } = entry;
  if (!whole || present.availableAt !== null || stepsLeftOut > 0 || hasPast) return null;
  const [first] = steps;
  if (first === undefined || steps.some(({ state }) => state === "available")) return null;
  const detail = `Its first message says "${first.status}"; none ever made it available.`;
  return { code: "claimed-unknown", detail, since: first.at, agents: first.owner === null ? [] : [first.owner] };
}

function listOf(...all: (TaskFinding | null)[]): readonly TaskFinding[] {
  const findings = all.filter((finding) => finding !== null);
  return findings.length === 0 ? NONE : findings.sort(byWeight);
}

function isSame(before: readonly TaskFinding[], after: readonly TaskFinding[]): boolean {
  if (before === after) return true;
  return (
    before.length === after.length &&
    after.every((finding, index) => {
      const old = before[index];
      return (
        old !== undefined &&
        old.code === finding.code &&
        old.since === finding.since &&
        old.detail === finding.detail &&
        old.agents.length === finding.agents.length &&
        old.agents.every((agent, at) => agent === finding.agents[at])
      );
    })
  );
}
