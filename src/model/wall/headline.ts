/** How things stand, in one line that is read from the far end of a room; each text in several lengths, the fullest first. */
import type { StripLook } from "./strip.ts";
import type { Connection } from "../connection.ts";
import type { FleetTally } from "../fleet-tally.ts";
import type { Sight } from "../sight.ts";
import { formatAge, formatClock, formatClockSeconds, formatCount, formatDuration, formatPlural } from "#util/format.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#util/units.ts";

export interface Headline {
  look: StripLook;
  /** The fullest first; the last one is the least that has to be said. */
  variants: readonly string[];
}

export interface HeadlineInput {
  connection: Connection;
  sight: Sight;
  /** What is the matter with the page's own worker; null: nothing. */
  trouble: { since: ObserverMs; nextTryAt: ObserverMs | null } | null;
  tally: FleetTally;
  stuckTasks: number;
  /** Unacknowledged critical alarms that are about no agent. */
  otherCritical: number;
  /** Why no agent can be seen although there is a connection; null: they can. */
  blind: string | null;
  historyComplete: boolean;
  seen: ServerMs | null;
  now: ObserverMs;
  zone?: string;
}

/** Since when there is no view; null while there is one, or there never was. */
export function noViewSince({
  connection,
  sight,
  trouble,
}: Pick<HeadlineInput, "connection" | "sight" | "trouble">): ObserverMs | null {
  if (trouble !== null) return trouble.since;
  if (connection.state === "stale" || connection.state === "lost" || connection.state === "refused")
    return connection.since;
  return sight.state === "lost" && connection.state === "live" ? sight.since : null;
}

export function headlineOf(input: HeadlineInput): Headline {
  const since = noViewSince(input);
  if (since !== null) return { look: "unknown", variants: noViewWords(input, since) };
  const { connection, blind, tally, historyComplete, seen } = input;
  if (connection.state === "connecting")
    return { look: "unknown", variants: ["Connecting to the server", "Connecting"] };
  if (blind !== null) return { look: "warning", variants: [`No agent can be seen: ${blind}`, "No agent can be seen"] };
  if (tally.total === 0) {
    return historyComplete
      ? { look: "unknown", variants: ["Connected: no agent seen so far", "No agent so far"] }
      : { look: "unknown", variants: ["Reading the past: no agent so far", "Reading the past"] };
  }
  if (seen === null) return { look: "unknown", variants: ["Waiting for the server's clock", "No clock yet"] };
  return standing(input, seen);
}

/** "No view since 12:03:11": stands still, for it is spoken when it changes. */
function noViewWords({ connection, trouble, now, zone }: HeadlineInput, since: ObserverMs): string[] {
  const why = connection.state === "refused" && trouble === null ? "Turned away" : "No view";
  return [`${why} since ${formatClockSeconds(since, now, zone)}`, `${why} since ${formatClock(since, now, zone)}`, why];
}

/** "next try in 3 s": runs. */
export function nextTryWords({
  connection,
  trouble,
  now,
}: Pick<HeadlineInput, "connection" | "trouble" | "now">): string {
  const nextTryAt = trouble !== null ? trouble.nextTryAt : "nextTryAt" in connection ? connection.nextTryAt : null;
  if (nextTryAt === null || nextTryAt <= now) return "trying now";
  return `next try in ${formatDuration(Math.ceil((nextTryAt - now) / 1000) * 1000)}`;
}

interface Clause {
  look: StripLook;
  long: string;
  short: string;
}

function standing({ tally, stuckTasks, otherCritical, sight, zone }: HeadlineInput, seen: ServerMs): Headline {
  const { liveness, needsApproval, flapping, recovering } = tally;
  const up = liveness["on-time"] + liveness.late + liveness.silent + liveness.unknown;
  const clauses: Clause[] = [
    clause("critical", liveness.silent, (n) => [`${n} of ${formatCount(up)} silent`, `${n} silent`]),
    clause("critical", otherCritical, (n) => [`${n} critical`, `${n} critical`]),
    clause("warning", flapping, (n) => [`${n} flapping`, `${n} flapping`]),
    clause("warning", liveness.late, (n) => [`${n} late`, `${n} late`]),
    clause("warning", stuckTasks, (n) => [`${n} ${stuckTasks === 1 ? "task" : "tasks"} stuck`, `${n} stuck`]),
    clause("notice", needsApproval, (n) => [
      `${n} ${needsApproval === 1 ? "waits" : "wait"} for a person`,
      `${n} waiting`,
    ]),
    clause("quiet", recovering, (n) => [`${n} recovering`, `${n} recovering`]),
  ].flatMap((one) => (one === null ? [] : [one]));
  const asOf = sight.state === "behind" || sight.state === "paused" ? `As of ${formatClock(seen, seen, zone)}: ` : "";
  const [first] = clauses;
  if (first === undefined) return { look: "quiet", variants: allWell(up, asOf) };
  const long = clauses.map((one) => one.long).join(", ");
  const short = clauses.map((one) => one.short);
  const isUp = up > 0 && liveness["on-time"] === up && first.look !== "warning";
  return {
    look: first.look,
    variants: [
      ...(isUp ? [`${asOf}${allWell(up, "")[0]}, ${long}`] : []),
      `${asOf}${long}`,
      `${asOf}${short.join(", ")}`,
      ...clauses.map((_, index) => short.slice(0, clauses.length - index).join(", ")),
    ],
  };
}

function clause(
  look: StripLook,
  count: number,
  words: (count: string) => [long: string, short: string],
): Clause | null {
  if (count === 0) return null;
  const [long, short] = words(formatCount(count));
  return { look, long, short };
}

function allWell(up: number, asOf: string): string[] {
  if (up === 0) return [`${asOf}No agent is up`, "No agent is up"];
  if (up === 1) return [`${asOf}The one agent is on time`, "1 on time"];
  return [`${asOf}All ${formatPlural(up, "agent")} on time`, `${formatCount(up)} on time`];
}

/** "data 0.4 s ago", "data 4 min ago": in one unit, so that it is never long. */
export function ageWords(ageMs: number): string {
  const unit = [DAY_MS, HOUR_MS, MINUTE_MS].find((one) => ageMs >= one);
  return `data ${unit === undefined ? formatAge(ageMs) : formatDuration(Math.floor(ageMs / unit) * unit)} ago`;
}

/** Whether the newest message of all is older than it could be while somebody beats in time. @param shortestIntervalMs of those on time; null: nobody is */
export function isOldData(ageMs: number, shortestIntervalMs: number | null, lateAfterIntervals: number): boolean {
  return shortestIntervalMs !== null && ageMs > Math.max(10_000, shortestIntervalMs * lateAfterIntervals);
}
