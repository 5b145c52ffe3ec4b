import { deliverablesPath, reportPath } from "../../paths.ts";
import type { FeatureFacts } from "#model/deliverables/report.ts";
import { STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatClock, formatPlural } from "#util/format.ts";

/** How far a feature is and what it misses. `seen`: to say a moment by, null while there is no clock. */
export function featureSentence(facts: FeatureFacts, seen: number | null): readonly SentencePart[] {
  const { feature, stages, others, next, nextSince, skipped } = facts;
  if (stages.length === 0) {
    return [`${formatPlural(others.length, "report")}, none of them of the six stages.`];
  }
  const last = stages.at(-1);
  const [report] = last?.reports ?? [];
  const parts: SentencePart[] = [`${stages.length} of ${STAGE_NAMES.length} stages delivered`];
  if (last !== undefined && report !== undefined) {
    parts.push(", the furthest is ", {
      text: last.stage,
      href: reportPath({ feature, agent: report.agent, type: report.type }),
    });
  }
  parts.push(". ");
  if (next === null) {
    parts.push(skipped.length === 0 ? "It is complete." : "The last stage is there.");
  } else {
    const since = nextSince === null || seen === null ? "" : ` since ${formatClock(nextSince, seen)}`;
    parts.push({ text: next, href: deliverablesPath({ state: next }) }, ` is missing${since}.`);
  }
  if (skipped.length > 0) parts.push(` Skipped: ${skipped.join(", ")}.`);
  return parts;
}
