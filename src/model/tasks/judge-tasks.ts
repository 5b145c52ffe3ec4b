import { cutText } from "../cut-text.ts";
import { circlesOf } from "./circles.ts";
import type { JudgeContext, Judged } from "./judge-context.ts";
import { STUCK_SHOWN } from "./judge-context.ts";
import type { JudgedAgents } from "./judged-agents.ts";
import { isHere, judgeAgents, keptOfTask } from "./judged-agents.ts";
import type { KnownTasks } from "./known-tasks.ts";
import type { OverdueBound, OverdueBounds } from "./overdue-bounds.ts";
import { kindOf, overdueBounds, overdueBySetting } from "./overdue-bounds.ts";
import type { TaskFinding, TaskFindingCode } from "./task.ts";
import type { TaskEntry, TaskPresent } from "./task-entry.ts";
import { tombstoneOf } from "./tombstones.ts";
import { Worst } from "./worst.ts";
import { stuckBy } from "./worst-first.ts";
import { formatCount } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const NONE: readonly TaskFinding[] = [];
/** "Longer than two beat intervals": in that time an idle agent that looks for work has looked. */
const STARVING_INTERVALS = 2;

interface Scene extends JudgeContext {
  now: ServerMs;
  fleet: JudgedAgents;
  overdue: OverdueBounds | { setting: OverdueBound };
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
    overdue:
      context.overdueAfterMs === null
        ? overdueBounds(known.entries.values())
        : { setting: overdueBySetting(context.overdueAfterMs) },
    circles: circleFindings(known),
  };
  const changed: TaskEntry[] = [];
  const findings: Partial<Record<TaskFindingCode, number>> = {};
  const worst = new Worst(STUCK_SHOWN);
  for (const entry of known.entries.values()) {
    const { present } = entry;
    if (present === null) continue;
    const judged = judgeTask(known, scene, entry, present);
    if (entry.judged !== judged && (entry.judged.length > 0 || judged.length > 0)) {
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
      return listOf(entry, claimedUnknown(scene, entry, present), null, null);
    case "unknown":
      return NONE;
  }
}

function judgeWaiting(scene: Scene, entry: TaskEntry, present: TaskPresent): readonly TaskFinding[] {
  const { fleet, now, agentsKnown } = scene;
  const since = entry.claimableAt ?? present.stateSince;
  let first: TaskFinding | null = null;
  if (fleet.nobodySince !== null) {
    if (agentsKnown) first = finding(entry, "no-workers", NO_WORKERS, Math.max(since, fleet.nobodySince), NOBODY);
  } else if (fleet.idleIntervalMs !== null && now - since > STARVING_INTERVALS * fleet.idleIntervalMs) {
    first = finding(entry, "starving", STARVING, since, NOBODY);
  }
  return listOf(entry, first, claimNotStored(scene, entry, present), null);
}

const NO_WORKERS = "Available and not blocked, and no agent is on time.";
const STARVING = "Available and not blocked while agents are idle.";
const NOBODY: readonly string[] = [];

function judgeBlocked(known: KnownTasks, scene: Scene, entry: TaskEntry, present: TaskPresent): readonly TaskFinding[] {
  return listOf(
    entry,
    scene.circles.get(entry) ?? null,
    staleBlock(known, scene, entry, present),
    claimNotStored(scene, entry, present),
  );
}

function staleBlock(
  { entries, gone }: KnownTasks,
  { whole }: Scene,
  entry: TaskEntry,
  present: TaskPresent,
): TaskFinding | null {
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
  const detail = `Waits for ${inSentence(firstId)}, ${firstWord}.${more}`;
  return finding(entry, "stale-block", detail, since, owner === null ? NOBODY : [owner]);
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
    for (const member of members) findings.set(member, finding(member, "circular-block", detail, since, NOBODY));
  }
  return findings;
}

function judgeClaimed(scene: Scene, entry: TaskEntry, present: TaskPresent): readonly TaskFinding[] {
  const lost = orphaned(scene, entry, present);
  const late = overdue(scene, entry, present);
  // Whoever is not here says nothing: of these two there is never more than one.
  const disagrees = lost === null ? heartbeatDisagrees(scene, entry, present) : null;
  return lost === null
    ? listOf(entry, late, disagrees, claimedUnknown(scene, entry, present))
    : listOf(entry, lost, late, claimedUnknown(scene, entry, present));
}

function orphaned(
  { fleet, agentsKnown }: Scene,
  entry: TaskEntry,
  { owner, claimedAt, stateSince }: TaskPresent,
): TaskFinding | null {
  if (owner === null) return null;
  const seen = fleet.byId.get(owner);
  if (seen === undefined) {
    if (!agentsKnown) return null;
    const detail = `Held by ${owner}, whom no heartbeat ever named: owner never seen.`;
    return finding(entry, "orphaned", detail, claimedAt ?? stateSince, [owner]);
  }
  const { liveness } = seen;
  switch (liveness.state) {
    case "unknown":
    case "on-time":
    case "late":
      return null;
    case "silent":
      return finding(entry, "orphaned", `Held by ${owner}, who is silent.`, liveness.since, [owner]);
    case "gone":
      return finding(
        entry,
        "orphaned",
        `Held by ${owner}, who has been silent so long that it is gone.`,
        liveness.since,
        [owner],
      );
    case "signed-off":
      return finding(entry, "orphaned", `Held by ${owner}, who signed off.`, liveness.since, [owner]);
  }
}

/** A text with spaces is no id: it names no task. */
const HAS_SPACE = /\s/u;

function heartbeatDisagrees({ fleet }: Scene, entry: TaskEntry, present: TaskPresent): TaskFinding | null {
  const { owner } = present;
  const seen = owner === null ? undefined : fleet.byId.get(owner);
  if (owner === null || seen === undefined || !isHere(seen.liveness)) return null;
  const { currentTask, lastBeatAt } = seen.facts;
  const since = present.claimedAt ?? present.stateSince;
  if (currentTask === null || currentTask === "" || currentTask === keptOfTask(entry.id) || lastBeatAt <= since)
    return null;
  if (HAS_SPACE.test(currentTask)) return null;
  const detail = `Held by ${owner}, whose heartbeat says that it works on ${inSentence(currentTask)}.`;
  return finding(entry, "heartbeat-disagrees", detail, since, [owner]);
}

function claimNotStored({ fleet }: Scene, entry: TaskEntry, present: TaskPresent): TaskFinding | null {
  const naming = fleet.namingTask.get(keptOfTask(entry.id));
  if (naming === undefined) return null;
  const agents = naming.filter(({ facts }) => facts.lastBeatAt > present.last.at).map(({ facts }) => facts.id);
  const [first] = agents;
  if (first === undefined) return null;
  const who = agents.length === 1 ? first : `${first} and ${formatCount(agents.length - 1)} more`;
  const detail = `By its heartbeat ${who} works on it; the stream holds no claim.`;
  return finding(entry, "claim-not-stored", detail, present.last.at, agents);
}

function overdue(scene: Scene, entry: TaskEntry, present: TaskPresent): TaskFinding | null {
  const { claimedAt } = present;
  if (claimedAt === null) return null;
  const bound = overdueBoundOf(scene, present, scene.now - claimedAt);
  if (bound === null) return null;
  return finding(entry, "overdue", bound.detail, claimedAt + bound.ms, NOBODY);
}

/** The bound that it has passed; null: none. */
function overdueBoundOf({ overdue: bounds }: Scene, present: TaskPresent, runMs: number): OverdueBound | null {
  if ("setting" in bounds) return runMs > bounds.setting.ms ? bounds.setting : null;
  if (runMs <= bounds.leastMs) return null;
  const kind = kindOf(present);
  const bound = kind === null ? undefined : bounds.byKind.get(kind);
  return bound !== undefined && runMs > bound.ms ? bound : null;
}

/** Claimed or ended, and no message ever made it available. */
function claimedUnknown({ whole }: Scene, entry: TaskEntry, present: TaskPresent): TaskFinding | null {
  const { steps, stepsLeftOut, hasPast } = entry;
  if (!whole || present.availableAt !== null || stepsLeftOut > 0 || hasPast) return null;
  const [first] = steps;
  if (first === undefined || steps.some(({ state }) => state === "available")) return null;
  const detail = `Its first message says "${first.status}"; none ever made it available.`;
  return finding(entry, "claimed-unknown", detail, first.at, first.owner === null ? NOBODY : [first.owner]);
}

/** The finding of the last look where it is the same one: tasks are many, and most stay as they are. */
function finding(
  { judged }: TaskEntry,
  code: TaskFindingCode,
  detail: string,
  since: ServerMs,
  agents: readonly string[],
): TaskFinding {
  for (const before of judged) {
    if (before.code !== code || before.since !== since || before.detail !== detail) continue;
    if (before.agents.length === agents.length && agents.every((agent, at) => agent === before.agents[at])) {
      return before;
    }
  }
  return { code, detail, since, agents };
}

/** Ids may be of any length; a sentence may not. */
function inSentence(id: string): string {
  return id.length <= MAX_IN_SENTENCE ? id : `${cutText(id, MAX_IN_SENTENCE)}…`;
}

const MAX_IN_SENTENCE = 80;

/** In the order of their codes, as they are given. */
function listOf(
  { judged }: TaskEntry,
  one: TaskFinding | null,
  two: TaskFinding | null,
  three: TaskFinding | null,
): readonly TaskFinding[] {
  const first = one ?? two ?? three;
  if (first === null) return NONE;
  const isOnly = first === three || (first === two ? three === null : two === null && three === null);
  if (isOnly) return judged.length === 1 && judged[0] === first ? judged : [first];
  const all = [one, two, three].filter((each) => each !== null);
  return all.length === judged.length && all.every((each, at) => each === judged[at]) ? judged : all;
}
