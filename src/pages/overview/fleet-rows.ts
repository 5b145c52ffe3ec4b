import { workWords } from "#model/agent-work.ts";
import type { FleetException, JudgedAgent } from "#model/fleet-tally.ts";
import type { Liveness } from "#model/liveness.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import { standingOf } from "#model/standing.ts";
import { unreachable } from "#util/assert.ts";
import { formatCountdown, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";

/** Up to so many agents the Overview shows each one; above, only the exceptions. */
export const EVERYONE_UP_TO = 30;
export const MOST_EXCEPTIONS = 12;

export interface FleetRow {
  id: string;
  alarm: Alarm | null;
  /** "silent", "late", "on time", … */
  word: string;
  /** What it does, or what it waits for. */
  now: string;
  /** How long it has been so ("4 min 12 s"), or what comes next ("late in 0:12"); of someone unknown, the last beat. */
  time: string;
}

/**
 * The rows under the counts: exceptions in their order, then, in a small fleet, everyone else who is up, by name.
 * @param everyone all agents that are neither gone nor signed off
 * @returns `more`: exceptions that found no row
 */
export function fleetRows(
  exceptions: readonly FleetException[],
  everyone: readonly JudgedAgent[],
  seen: ServerMs | null,
): { rows: FleetRow[]; more: number } {
  const small = everyone.length <= EVERYONE_UP_TO;
  const shown = small ? exceptions : exceptions.slice(0, MOST_EXCEPTIONS);
  const rows = shown.map((exception) => rowOf(exception, seen));
  if (small) {
    const named = new Set(shown.map(({ agent }) => agent.id));
    const rest = everyone.filter(({ agent }) => !named.has(agent.id));
    rows.push(...rest.toSorted((a, b) => (a.agent.id < b.agent.id ? -1 : 1)).map((one) => rowOf(one, seen)));
  }
  return { rows, more: exceptions.length - shown.length };
}

function rowOf({ agent, judgement }: JudgedAgent, seen: ServerMs | null): FleetRow {
  const { alarm, word } = STANDING_LOOKS[standingOf(agent, judgement)];
  return {
    id: agent.id,
    alarm,
    word,
    now: workWords(agent),
    time: seen === null ? "" : timeOf(judgement.liveness, agent.lastBeatAt, seen),
  };
}

function timeOf(liveness: Liveness, lastBeatAt: ServerMs, seen: ServerMs): string {
  switch (liveness.state) {
    case "on-time":
      return `late in ${formatCountdown(liveness.lateAt - seen)}`;
    case "late":
      return `silent in ${formatCountdown(liveness.silentAt - seen)}`;
    case "silent":
    case "gone":
    case "signed-off":
      return formatDuration(seen - liveness.since);
    case "unknown":
      return `${formatDuration(seen - lastBeatAt)} ago`;
    default:
      return unreachable(liveness);
  }
}
