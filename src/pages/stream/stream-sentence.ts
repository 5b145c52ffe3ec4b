import { connectionPath } from "../../paths.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import { worstSeverity } from "#model/streams/finding.ts";
import type { StreamDetail } from "#model/streams/stream-detail.ts";
import type { Polled } from "#store/use-polled.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";

/** Whether this stream needs somebody, and what happens when it is full. */
export function streamSentence(name: string, polled: Polled<StreamDetail>, live: boolean): readonly SentencePart[] {
  switch (polled.state) {
    case "loading":
      return live
        ? [`Asking for ${name}.`]
        : [
            {
              text: `Nothing is known of ${name} yet: there is no connection.`,
              href: connectionPath(),
              alarm: "unknown",
            },
          ];
    case "failed":
      return polled.failure.why === "gone"
        ? [{ text: `There is no stream ${name}.`, alarm: "unknown" }]
        : [{ text: `Nothing is known of ${name}. ${failureSentence(polled.failure)}`, alarm: "unknown" }];
    case "known": {
      if (polled.old?.why === "gone") {
        return [{ text: `${name} was deleted. This is how it was last seen.`, alarm: "warning" }];
      }
      const { findings, facts, atLimit } = polled.value.row;
      const [first] = findings;
      const severity = worstSeverity(findings);
      if (first === undefined || severity === "notice" || severity === null) {
        const empty = facts.state.messages === 0 ? `${name} is empty.` : `${name} needs nobody.`;
        return [`${empty} ${atLimit}`];
      }
      const words = first.sentence.charAt(0).toLowerCase() + first.sentence.slice(1);
      return [{ text: `${name}: ${words}`, alarm: severity }];
    }
  }
}
