import type { Connection } from "#model/connection.ts";
import { serverLabel } from "#model/server-label.ts";
import { unreachable } from "#util/assert.ts";
import { formatClock } from "#util/format.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";

/** The Connection page's answer: are we connected, and may this login do more than read? */
export function connectionSentence(
  connection: Connection,
  mayWrite: boolean | null,
  zone?: string,
): readonly SentencePart[] {
  switch (connection.state) {
    case "connecting":
      return [{ text: connection.url === "" ? "Connecting." : `Connecting to ${connection.url}.`, alarm: "unknown" }];
    case "live": {
      const { version, url } = connection.server;
      return [
        `Connected to ${serverLabel(connection.server)}, nats-server ${version}, at ${url}. `,
        ...writeWords(mayWrite),
      ];
    }
    case "stale":
      return [
        {
          text: `${serverLabel(connection.server)} does not answer since ${formatClock(connection.since, connection.since, zone)}.`,
          alarm: "critical",
        },
      ];
    case "lost":
      return [
        {
          text: `No connection to ${connection.url} since ${formatClock(connection.since, connection.since, zone)}.`,
          alarm: "critical",
        },
      ];
    case "refused":
      return [{ text: `${connection.url} does not let this page in.`, alarm: "critical" }];
    default:
      return unreachable(connection);
  }
}

function writeWords(mayWrite: boolean | null): SentencePart[] {
  if (mayWrite === null) return [];
  return mayWrite
    ? [{ text: "This login may publish", alarm: "notice" }, ": see the read-only set-up below."]
    : ["This login can only read."];
}
