import { channelPath, connectionPath } from "../../paths.ts";
import type { Connection } from "#model/connection.ts";
import type { ChannelHistory } from "#model/channels/channel-history.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatClock, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** What the sentences are said as of. @param zone for tests */
export interface AsOf {
  connection: Connection["state"];
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
  { connection, complete, seen, zone }: AsOf,
): readonly SentencePart[] {
  if (channels === 0) return nothingSeen("No message", connection, complete);
  if (errors === null || seen === null) return [formatPlural(channels, "channel"), "; the last hour is not read yet."];
  if (errors === 0) {
    const before: SentencePart[] =
      lastErrorAt === null
        ? []
        : [" The last one was at ", { text: formatClock(lastErrorAt, seen, zone), href: channelPath("errors") }, "."];
    return ["No error in the last hour.", ...before];
  }
  return [
    { text: `${formatPlural(errors, "error")} in the last hour`, href: channelPath("errors"), alarm: "notice" },
    ...(lastErrorAt === null ? [] : [`, the newest at ${formatClock(lastErrorAt, seen, zone)}`]),
    ".",
  ];
}

/** What a channel holds, in one line that stands still for a minute at least. */
export function channelSentence(
  name: string,
  history: Pick<ChannelHistory, "groups" | "rows" | "held"> | null,
  lastAt: ServerMs | null,
  { connection, complete, seen, zone }: AsOf,
): readonly SentencePart[] {
  if (lastAt === null || seen === null) return nothingSeen(`No message on ${name}`, connection, complete);
  const newest = formatClock(lastAt, seen, zone);
  if (name !== "errors") return [`The newest message on ${name} came at ${newest}.`];
  const kinds = history !== null && history.groups.length > 0 ? history.rows : null;
  const [head] = history?.groups ?? [];
  const most = head === undefined ? "" : ` by ${head.agents[0]?.agent ?? "nobody named"}`;
  if (kinds === null) return [`The newest error came at ${newest}.`];
  return [`${formatPlural(kinds, "kind")} of errors, the newest reported at ${newest}${most}.`];
}

function nothingSeen(what: string, connection: Connection["state"], complete: boolean): readonly SentencePart[] {
  if (connection !== "live") {
    return [
      { text: `${what} is known`, alarm: "unknown" },
      ": ",
      { text: "there is no view of the fleet", href: connectionPath() },
      ".",
    ];
  }
  return [
    { text: complete ? `${what} in the time that is read.` : `${what} in what is read so far.`, alarm: "unknown" },
  ];
}
