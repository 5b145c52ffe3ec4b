import { connectionPath, deliverablesPath } from "../../paths.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { FeatureCounts } from "#model/deliverables/list-features.ts";
import type { ShelfGap, ShelfState } from "#model/deliverables/report.ts";
import { STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatCount, formatPlural } from "#util/format.ts";

/** What was delivered and what is missing, in one line. Nothing in it runs. `counts` null: not known yet. */
export function deliverablesSentence(shelf: ShelfState, counts: FeatureCounts | null): readonly SentencePart[] {
  switch (shelf.state) {
    case "loading":
      return [{ text: "The streams are asked what they hold.", alarm: "unknown" }];
    case "no-stream":
      return [
        { text: "No stream stores reports", href: connectionPath(), alarm: "warning" },
        " on this server: what is delivered is not kept.",
      ];
    case "part": {
      if (shelf.missing.length > 0 && (counts === null || counts.features === 0)) {
        return [{ text: `What was delivered cannot be seen: ${gapWords(shelf.missing)}`, alarm: "warning" }];
      }
      return [...countsWords(counts), " ", { text: `Part only: ${gapWords(shelf.missing)}`, alarm: "warning" }];
    }
    case "whole":
      return countsWords(counts);
  }
}

function countsWords(counts: FeatureCounts | null): readonly SentencePart[] {
  if (counts === null) return [{ text: "The list is being made.", alarm: "unknown" }];
  const { features, filters } = counts;
  if (features === 0) return ["Nothing was delivered yet."];
  const parts: SentencePart[] = [{ text: formatPlural(features, "feature"), href: deliverablesPath() }, ": "];
  if (filters.complete > 0) {
    parts.push(
      {
        text: `${formatCount(filters.complete)} went through all six stages`,
        href: deliverablesPath({ state: "complete" }),
      },
      ", ",
    );
  }
  parts.push(
    {
      text: `${formatCount(filters.open)} on ${filters.open === 1 ? "its" : "their"} way`,
      href: deliverablesPath({ state: "open" }),
    },
    ".",
  );
  const most = STAGE_NAMES.toSorted((a, b) => filters[b] - filters[a])[0];
  if (most !== undefined && filters[most] > 0) {
    parts.push(
      " Missing most often: ",
      { text: `${most}, ${formatCount(filters[most])} times`, href: deliverablesPath({ state: most }) },
      ".",
    );
  }
  if (filters.skipped > 0) {
    parts.push(
      " ",
      { text: `${formatCount(filters.skipped)} skipped a stage`, href: deliverablesPath({ state: "skipped" }) },
      ".",
    );
  }
  return parts;
}

const REASONS: Readonly<Record<ShelfGap["reason"], string>> = {
  forbidden: "this login may not ask it ($JS.API.STREAM.INFO)",
  unanswered: "it does not answer",
  gone: "there is no such stream",
  "too-many": "it has more subjects than are read",
};

export function gapWords(missing: readonly ShelfGap[]): string {
  return missing.map(({ stream, reason }) => `${stream}, ${REASONS[reason]}`).join("; ");
}

const FAILURES: Readonly<Record<AskFailure["why"], string>> = {
  forbidden: "this login may not ask",
  "no-responders": "nobody answers there",
  timeout: "no answer came in time",
  "no-jetstream": "JetStream is off",
  gone: "there is no such stream",
  "not-connected": "there is no connection",
  refused: "the server refused",
};

export function failureWords({ why, subject, detail }: AskFailure): string {
  return `${FAILURES[why]} (${subject}${detail === null ? "" : `: ${detail}`})`;
}
