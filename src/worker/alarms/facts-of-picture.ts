import type { AskedFound } from "../asked/alarm-desk.ts";
import type { Seen } from "../picture.ts";
import type { AlarmFacts, Known, QueueFacts, ViewFacts } from "#model/alarms/alarm-facts.ts";
import { agentsNow } from "#model/agent-facts.ts";
import { errorsIn10Minutes, firstOf, minuteOf } from "#model/alarms/errors-in.ts";
import { blindBecause } from "#model/blind.ts";
import type { SourceState } from "#model/source-state.ts";
import { rowOf } from "#model/tasks/row-of.ts";
import { longestWaiting } from "#model/tasks/waiting-heap.ts";
import type { ServerMs } from "#util/units.ts";

/** Worse than these nobody looks at first. */
const WORST_STUCK = 50;

const LOST = "Our own view is lost.";
const ASLEEP = "This machine was asleep: what came meanwhile is read first.";

interface OfWorker {
  asked: AskedFound;
  lagMs: number;
  /** What came lately may not be read yet, though nothing says so. */
  asleep: boolean;
}

/** What the alarms are judged from; what is not known yet says so. */
export function alarmFactsOf(seen: Seen, { asked, lagMs, asleep }: OfWorker): AlarmFacts {
  const { fleet, sources } = seen;
  const at = seen.judgedAt;
  const blind = at === null ? LOST : asleep ? ASLEEP : blindBecause(sources, fleet.config.prefixes.coordination);
  return {
    agents:
      at === null || blind !== null || !sources.every(knowsItsAgents) || sources.length === 0
        ? unknown(blind ?? "The agents are not read yet.")
        : known({ all: agentsNow(fleet), bounds: fleet.config.bounds, at }),
    tasks: blind === null ? queueOf(seen) : unknown(blind),
    errors: at === null ? unknown(LOST) : errorsOf(seen, at),
    view: viewOf(seen, lagMs),
    asked,
  };
}

function knowsItsAgents({ agentsKnown, phase }: SourceState): boolean {
  return agentsKnown || isRead(phase);
}

function isRead(phase: SourceState["phase"]): boolean {
  return phase.state === "complete" || phase.state === "failed";
}

function queueOf({ fleet: { tasks }, sources }: Seen): Known<QueueFacts> {
  const holders = sources.filter(({ tasksPast }) => tasksPast !== "none");
  if (holders.length === 0) return unknown("No stream that holds tasks is read.");
  if (!holders.every(({ phase, tasksPast }) => isRead(phase) && tasksPast !== "reading")) {
    return unknown("The tasks are not read yet.");
  }
  const oldest = longestWaiting(tasks.waiting);
  const { look } = tasks;
  return known({
    available: tasks.counts.available,
    oldestWaiting:
      oldest === null || oldest.claimableAt === null
        ? null
        : { id: oldest.id, title: oldest.present?.title ?? null, at: oldest.claimableAt },
    findings: look.findings,
    stuck: {
      total: look.stuck.total,
      worst: look.stuck.worst
        .slice(0, WORST_STUCK)
        .filter(({ id, present }) => present !== null && tasks.entries.has(id))
        .map(rowOf),
    },
  });
}

function errorsOf({ fleet, history }: Seen, now: ServerMs): Known<{ last10Minutes: number }> {
  const newest = minuteOf(now);
  const from = firstOf(newest);
  const isWhole = history.complete || (history.completeSince !== null && history.completeSince <= from);
  if (!isWhole) return unknown("The messages of the last ten minutes are not read yet.");
  return known({ last10Minutes: errorsIn10Minutes(fleet, newest) });
}

function viewOf({ fleet, connection, sight, sources, offsetMs, clock }: Seen, lagMs: number): ViewFacts {
  const jump = clock?.jump ?? null;
  return {
    connection,
    lostSince: sight.state === "lost" ? sight.since + (offsetMs ?? 0) : null,
    blindBecause: sight.state === "lost" ? null : blindBecause(sources, fleet.config.prefixes.coordination),
    behindMs: sight.state === "behind" ? sight.ms : null,
    notHeld: { agents: fleet.notHeld.size, tasks: fleet.tasks.letGo.open },
    lagMs,
    clockOffMs: clock?.offsetMs ?? null,
    clockJump: jump === null ? null : { at: jump.at + (offsetMs ?? 0), byMs: jump.byMs },
  };
}

function known<T>(value: T): Known<T> {
  return { state: "known", value };
}

function unknown<T>(why: string): Known<T> {
  return { state: "not-known", why };
}
