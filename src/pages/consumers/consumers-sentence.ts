import { connectionPath, consumersPath } from "../../paths.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import type { ConsumerList } from "#model/streams/consumer-list.ts";
import type { ConsumerVerdictName } from "#model/streams/consumer-verdict.ts";
import { VERDICT_WORDS } from "#model/streams/consumer-verdict.ts";
import type { Polled } from "#store/use-polled.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatCount, formatPlural } from "#util/format.ts";

type Alarm = "critical" | "warning" | "notice";

/** In the order in which they press. */
const PRESSING: readonly { verdict: ConsumerVerdictName; alarm: Alarm }[] = [
  { verdict: "overtaken", alarm: "critical" },
  { verdict: "overtaken-soon", alarm: "warning" },
  { verdict: "unbound", alarm: "warning" },
  { verdict: "max-ack-pending", alarm: "warning" },
  { verdict: "nobody-pulling", alarm: "warning" },
  { verdict: "redelivering", alarm: "warning" },
  { verdict: "growing", alarm: "warning" },
  { verdict: "paused", alarm: "notice" },
];

/** Whether anyone is reading, in one line of counts that each link to the list that makes them. */
export function consumersSentence(
  polled: Polled<ConsumerList>,
  stream: string | null,
  live: boolean,
): readonly SentencePart[] {
  const where = stream === null ? {} : { stream };
  switch (polled.state) {
    case "loading":
      return live
        ? ["Asking for the consumers."]
        : [{ text: "No consumer known yet: there is no connection.", href: connectionPath(), alarm: "unknown" }];
    case "failed":
      return [{ text: `The consumers are not known. ${failureSentence(polled.failure)}`, alarm: "unknown" }];
    case "known": {
      const { total, counts, missing, streams, unanswered } = polled.value;
      const of = stream === null ? "" : ` of ${stream}`;
      if (total === 0) return [stream === null ? "No stream has a consumer." : `${stream} has no consumer.`];
      const pressing = PRESSING.filter(({ verdict }) => counts[verdict] > 0);
      const parts: SentencePart[] = [{ text: formatPlural(total, "consumer"), href: consumersPath(where) }, of];
      if (pressing.length === 0)
        parts.push(
          missing === null && unanswered.length === 0 ? ": none needs anyone." : ": none of those known needs anyone.",
        );
      for (const [index, { verdict, alarm }] of pressing.entries()) {
        const text = `${formatCount(counts[verdict])} ${VERDICT_WORDS[verdict]}`;
        parts.push(index === 0 ? ": " : ", ", { text, href: consumersPath({ ...where, verdict }), alarm });
      }
      if (pressing.length > 0) parts.push(".");
      if (unanswered.length > 0) {
        parts.push({ text: ` ${formatPlural(unanswered.length, "consumer")} did not answer.`, alarm: "unknown" });
      }
      if (missing !== null) {
        parts.push({ text: ` A part is not known: ${failureSentence(missing.failure)}`, alarm: "unknown" });
      }
      if (missing === null && streams.asked < streams.of) {
        parts.push(
          ` Still asking: ${formatCount(streams.of - streams.asked)} of ${formatPlural(streams.of, "stream")} to go.`,
        );
      }
      return parts;
    }
  }
}
