import type { Connection, ServerIdentity } from "#model/connection.ts";
import { serverLabel } from "#model/server-label.ts";
import type { Sight } from "#model/sight.ts";
import type { HistoryFacts } from "#model/view.ts";
import type { WorkerTrouble } from "#store/worker-trouble.ts";
import { unreachable } from "#util/assert.ts";
import {
  formatClock,
  formatCount,
  formatDuration,
  formatElapsed,
  formatMilliseconds,
  formatPercent,
} from "#util/format.ts";
import type { ObserverMs } from "#util/units.ts";

export interface ConnectionWords {
  /** One word for the state of the view. */
  word: "Connecting" | "Live" | "Reading the past" | "Behind" | "Paused" | "Stale" | "Lost" | "Refused";
  /** Null: nothing is the matter. */
  alarm: "critical" | "warning" | "notice" | "unknown" | null;
  /** The server when one is there, else the address that is tried. */
  server: ServerIdentity | null;
  url: string;
  roundTrip: string | null;
}

/** How our own view stands, in the words of the status region. They stand still while the state does. */
export function connectionWords(
  connection: Connection,
  sight: Sight,
  history: Pick<HistoryFacts, "complete">,
): ConnectionWords {
  switch (connection.state) {
    case "connecting":
      return { word: "Connecting", alarm: "unknown", server: null, url: connection.url, roundTrip: null };
    case "live":
      return {
        ...liveWord(sight, history.complete),
        server: connection.server,
        url: connection.server.url,
        roundTrip: connection.rttMs === null ? null : formatMilliseconds(connection.rttMs),
      };
    case "stale":
      return {
        word: "Stale",
        alarm: "critical",
        server: connection.server,
        url: connection.server.url,
        roundTrip: null,
      };
    case "lost":
      return { word: "Lost", alarm: "critical", server: null, url: connection.url, roundTrip: null };
    case "refused":
      return { word: "Refused", alarm: "critical", server: null, url: connection.url, roundTrip: null };
    default:
      return unreachable(connection);
  }
}

function liveWord(sight: Sight, complete: boolean): Pick<ConnectionWords, "word" | "alarm"> {
  if (sight.state === "paused") return { word: "Paused", alarm: "notice" };
  if (sight.state === "behind") return { word: "Behind", alarm: "warning" };
  return complete ? { word: "Live", alarm: null } : { word: "Reading the past", alarm: null };
}

/** The line across the top while the view is broken; null while it is not. `headline` stands still, `moving` counts. */
export function lostWords(
  connection: Connection,
  now: ObserverMs,
  zone?: string,
): { headline: string; moving: string } | null {
  switch (connection.state) {
    case "connecting":
    case "live":
    case "refused":
      return null;
    case "stale":
      return {
        headline: `${serverLabel(connection.server)} does not answer since ${formatClock(connection.since, now, zone)}. What follows is how things stood then.`,
        moving: `${formatDuration(now - connection.since)} without a view`,
      };
    case "lost":
      return {
        headline: `No connection to ${connection.url} since ${formatClock(connection.since, now, zone)}. What follows is how things stood then.`,
        moving: `${formatDuration(now - connection.since)} without a view, ${nextTry(connection.nextTryAt, now)}`,
      };
    default:
      return unreachable(connection);
  }
}

/** The same line while the page's own worker is gone or silent, and nobody knows how the connection is. */
export function workerWords(
  { since, reason, tries, nextTryAt, gaveUp }: WorkerTrouble,
  now: ObserverMs,
  zone?: string,
): { headline: string; moving: string } {
  const lost = `${formatDuration(now - since)} without a view`;
  const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  const how = gaveUp ? ` It was started anew ${formatCount(tries)} times in vain: load the page anew.` : "";
  return {
    headline: `${sentence}: nothing is seen since ${formatClock(since, now, zone)}.${how} What follows is how things stood then.`,
    moving: nextTryAt === null ? lost : `${lost}, ${nextTry(nextTryAt, now)}`,
  };
}

/** "next try in 3 s", "trying now". */
export function nextTry(nextTryAt: ObserverMs | null, now: ObserverMs): string {
  if (nextTryAt === null || nextTryAt <= now) return "trying now";
  return `next try in ${formatDuration(Math.ceil((nextTryAt - now) / 1000) * 1000)}`;
}

/** "paused 00:42, 318 changes behind" */
export function pausedWords(pausedMs: number, behind: number | null): string {
  const changes = behind ?? 0;
  return `paused ${formatElapsed(pausedMs)}, ${formatCount(changes)} ${changes === 1 ? "change" : "changes"} behind`;
}

/** "complete since 06:10, 42% of what is wanted"; null when the whole wanted past is there. */
export function historyWords(history: HistoryFacts, now: number, zone?: string): string | null {
  if (history.complete) return null;
  const done = formatPercent(history.doneRatio);
  if (history.completeSince === null) return `${done} read`;
  return `complete since ${formatClock(history.completeSince, now, zone)}, ${done} read`;
}
