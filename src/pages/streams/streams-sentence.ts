import { needsAttention, unseenOf } from "./rows.ts";
import { connectionPath, streamPath, streamsPath } from "../../paths.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import { worstSeverity } from "#model/streams/finding.ts";
import type { StreamList, StreamRow } from "#model/streams/stream-list.ts";
import type { Polled } from "#store/use-polled.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatBytes, formatCount, formatPlural } from "#util/format.ts";

/** Whether the broker keeps what it is given, in one line. Its figures stand still unless something happened. */
export function streamsSentence(polled: Polled<StreamList>, live: boolean): readonly SentencePart[] {
  switch (polled.state) {
    case "loading":
      return live
        ? ["Asking for the account's streams."]
        : [{ text: "No stream known yet: there is no connection.", href: connectionPath(), alarm: "unknown" }];
    case "failed":
      return [{ text: `The streams are not known. ${failureSentence(polled.failure)}`, alarm: "unknown" }];
    case "known":
      return knownSentence(polled.value);
  }
}

function knownSentence({ rows, total, missing, unanswered }: StreamList): readonly SentencePart[] {
  if (total === 0) return ["This account has no stream."];
  if (rows.length === 0) return nothingSeen({ missing, total });
  const troubled = rows.filter(needsAttention);
  const [only] = troubled;
  const bytes = rows.reduce((sum, { facts }) => sum + facts.state.bytes, 0);
  const parts: SentencePart[] = [];
  if (only === undefined) {
    parts.push("No stream needs anyone: ", { text: formatPlural(rows.length, "stream"), href: streamsPath() });
    parts.push(` with ${roughly(bytes)}.`);
  } else if (troubled.length === 1) {
    parts.push(troubleOf(only), ` ${formatPlural(rows.length, "stream")} in all.`);
  } else {
    const alarm = troubled.some(({ findings }) => worstSeverity(findings) === "critical") ? "critical" : "warning";
    parts.push({ text: formatPlural(troubled.length, "stream"), href: streamsPath({ show: "attention" }), alarm });
    parts.push(" need someone, of ", { text: formatCount(rows.length), href: streamsPath() }, ".");
  }
  const unseen = unseenOf({ rows, unanswered });
  if (unseen.length > 0) {
    parts.push({ text: ` ${formatPlural(unseen.length, "stream")} did not answer.`, alarm: "unknown" });
  }
  if (missing !== null) {
    const more = total - rows.length - unseen.length;
    parts.push({ text: ` ${formatCount(more)} more are not shown: ${failureSentence(missing)}`, alarm: "unknown" });
  }
  return parts;
}

/** There are streams, and not one of them is known. */
function nothingSeen({ total, missing }: Pick<StreamList, "total" | "missing">): SentencePart[] {
  const why = missing === null ? "none of them answers." : failureSentence(missing);
  return [{ text: `${formatPlural(total, "stream")}, and nothing is known of them: ${why}`, alarm: "unknown" }];
}

function troubleOf({ facts, findings }: StreamRow): SentencePart {
  const alarm = worstSeverity(findings) === "critical" ? "critical" : "warning";
  return { text: `${facts.name}: ${findings[0]?.sentence ?? ""}`, href: streamPath(facts.name), alarm };
}

/** The sentence is spoken when it changes: it must not change with every message. */
function roughly(bytes: number): string {
  const steps = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, bytes))) - 0);
  return bytes === 0 ? "nothing in them" : `about ${formatBytes(Math.round(bytes / steps) * steps)}`;
}
