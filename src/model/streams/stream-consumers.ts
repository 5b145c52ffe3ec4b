/** The consumers of one stream in short: what its row in a list has room for. */
import type { ConsumerRow } from "./consumer-list.ts";
import { urgency } from "./consumer-list.ts";
import type { ConsumerVerdictName } from "./consumer-verdict.ts";
import { CONSUMER_VERDICTS, VERDICT_WORDS } from "./consumer-verdict.ts";
import type { Severity } from "./finding.ts";
import { rankOfSeverity, worstSeverity } from "./finding.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";

export interface StreamConsumers {
  stream: string;
  total: number;
  /** Those that somebody should look at. */
  pressing: number;
  /** What presses most; null where there is none. */
  worst: WorstConsumer | null;
  /** Why they are not known, or are of an earlier look; null: they are as new as they can be. */
  failure: AskFailure | null;
}

export interface WorstConsumer {
  name: string;
  severity: Severity | null;
  /** Its verdict, or `findings` where those say something worse. */
  verdict: ConsumerVerdictName | "findings";
  /** A word or two. */
  words: string;
  sentence: string;
}

export function streamConsumers(
  stream: string,
  rows: readonly ConsumerRow[],
  failure: AskFailure | null,
): StreamConsumers {
  const [worst] = rows.toSorted(
    (left, right) => urgency(left) - urgency(right) || rankOfVerdict(left) - rankOfVerdict(right),
  );
  return {
    stream,
    total: rows.length,
    pressing: rows.filter((row) => urgency(row) <= 1).length,
    worst: worst === undefined ? null : worstOf(worst),
    failure,
  };
}

function rankOfVerdict({ verdict }: ConsumerRow): number {
  return CONSUMER_VERDICTS.indexOf(verdict.name);
}

function worstOf({ facts, verdict, findings }: ConsumerRow): WorstConsumer {
  const [first] = findings;
  const found = worstSeverity(findings);
  if (first !== undefined && rankOfSeverity(found) < rankOfSeverity(verdict.severity)) {
    return { name: facts.name, severity: found, verdict: "findings", words: "has findings", sentence: first.sentence };
  }
  const { name, severity, reason } = verdict;
  return { name: facts.name, severity, verdict: name, words: VERDICT_WORDS[name], sentence: reason };
}
