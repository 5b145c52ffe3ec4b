import { channelPath, connectionPath } from "../../paths.ts";
import type { Connection } from "#model/connection.ts";
import type { ChannelHistory } from "#model/channels/channel-history.ts";
import type { Sight } from "#model/sight.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatClock, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** What the sentences are said as of. @param zone for tests */
export interface AsOf {
  connection: Connection;
  sight: Sight["state"];
  /** The wanted past is all read. */
  complete: boolean;
  seen: ServerMs | null;
  zone?: string;
}

/** What is said among the agents, in one line. @param errors in the last hour; null: not known */
export function channelsSentence(
  channels: number,
  errors: number | null,
  lastErrorAt: ServerMs | null,
  about: AsOf,
): readonly SentencePart[] {
  const { seen, zone } = about;
  if (about.connection.state !== "live")
    return noView(about, channels === 0 ? null : formatPlural(channels, "channel"));
  if (channels === 0 || seen === null) return nothingSeen("No message", about.complete);
  if (errors === null) return [...asOf(about), formatPlural(channels, "channel"), "; the last hour is not read yet."];
  if (errors === 0) {
    const before: SentencePart[] =
      lastErrorAt === null
        ? []
        : [" The last one was at ", { text: formatClock(lastErrorAt, seen, zone), href: channelPath("errors") }, "."];
    return [...asOf(about), "No error in the last hour.", ...before];
  }
  return [
    ...asOf(about),
    { text: `${formatPlural(errors, "error")} in the last hour`, href: channelPath("errors"), alarm: "notice" },
    ...(lastErrorAt === null ? [] : [`, the newest at ${formatClock(lastErrorAt, seen, zone)}`]),
    ".",
  ];
}

/** What a channel holds, in one line that stands still for a minute at least. */
export function channelSentence(
  name: string,
  history: Pick<ChannelHistory, "groups" | "rows"> | null,
  lastAt: ServerMs | null,
  about: AsOf,
): readonly SentencePart[] {
  const { seen, zone } = about;
  if (about.connection.state !== "live") {
    return noView(about, lastAt === null || seen === null ? null : `Messages until ${formatClock(lastAt, seen, zone)}`);
  }
  if (lastAt === null || seen === null) return nothingSeen(`No message on ${name}`, about.complete);
  const newest = formatClock(lastAt, seen, zone);
  if (name !== "errors") return [...asOf(about), `The newest message on ${name} came at ${newest}.`];
  const [head] = history?.groups ?? [];
  if (history === null || head === undefined) return [...asOf(about), `The newest error came at ${newest}.`];
  const reporter = head.newest.agent ?? "nobody named";
  return [
    ...asOf(about),
    `${formatPlural(history.rows, "kind")} of errors, the newest reported at ${newest} by ${reporter}.`,
  ];
}

/** While the view is paused or behind. */
function asOf({ sight, seen, zone }: AsOf): SentencePart[] {
  return sight === "whole" || seen === null ? [] : [`As of ${formatClock(seen, seen, zone)}: `];
}

/** @param known what was known when the view was lost */
function noView({ connection, zone }: AsOf, known: string | null): SentencePart[] {
  if (connection.state === "connecting") return [{ text: "Connecting: no message is known yet.", alarm: "unknown" }];
  return [
    { text: "No view of the channels", href: connectionPath(), alarm: "unknown" },
    ` since ${formatClock(connection.since, connection.since, zone)}.`,
    ...(known === null ? [] : [` ${known} ${known.endsWith("channel") ? "was" : "were"} known then.`]),
  ];
}

/** Nothing there is told apart from nothing read yet. */
function nothingSeen(what: string, complete: boolean): readonly SentencePart[] {
  return complete
    ? [`${what} in the time that is read.`]
    : [{ text: `${what} in what is read so far.`, alarm: "unknown" }];
}
