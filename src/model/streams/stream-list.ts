/** The account's streams as a list, made of what the server said and what was seen of them before. */
import { accountFindings } from "./account-findings.ts";
import type { Outlook, StreamFill } from "./fill.ts";
import { atTheLimit, fillOf, outlookOf } from "./fill.ts";
import type { BrokerFinding } from "./finding.ts";
import { worstSeverity } from "./finding.ts";
import type { StreamRates } from "./samples.ts";
import { streamRates, streamTrend } from "./samples.ts";
import type { AccountTier, StreamFacts } from "./stream-facts.ts";
import { streamFindings } from "./stream-findings.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { BrokerThresholds } from "./thresholds.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { ServerMs } from "#util/units.ts";

export interface StreamRow {
  facts: StreamFacts;
  fill: StreamFill;
  outlook: Outlook;
  /** What happens at the limit, in words. */
  atLimit: string;
  /** Null until it was looked at twice. */
  rates: StreamRates | null;
  findings: readonly BrokerFinding[];
}

export interface StreamList {
  rows: readonly StreamRow[];
  /** How many there are; more than `rows` where `missing` says why. */
  total: number;
  /** Why the list is a part only; null: it is whole. */
  missing: AskFailure | null;
  /** Names that the server lists and whose leaders did not answer it; those of them that were known before have rows. */
  unanswered: readonly string[];
  account: { tiers: readonly AccountTier[]; findings: readonly BrokerFinding[] } | AskFailure;
}

/** @param now the server's moment; null: not known, then nothing is said of ages */
export function streamRow(
  facts: StreamFacts,
  watch: StreamWatch | null,
  now: ServerMs | null,
  thresholds: BrokerThresholds,
): StreamRow {
  const samples = watch?.samples ?? [];
  const [rates, trend] = [streamRates(samples), streamTrend(samples)];
  const fill = fillOf(facts, now);
  const outlook = outlookOf(facts, trend, now);
  return {
    facts,
    fill,
    outlook,
    atLimit: atTheLimit(facts, outlook, trend),
    rates,
    findings: streamFindings({ facts, fill, outlook, rates, watch, now }, thresholds),
  };
}

const ABOUT_FILL: ReadonlySet<string> = new Set([
  "refuses-publishers",
  "work-lost-soon",
  "near-limit",
  "fills-soon",
  "full",
]);

/** What colours the bar of its fill: only what is said of the fill itself. */
export function fillAlarm({ findings }: StreamRow): "critical" | "warning" | undefined {
  const severity = worstSeverity(findings.filter(({ code }) => ABOUT_FILL.has(code)));
  return severity === "notice" || severity === null ? undefined : severity;
}

/** A stream that did not answer this time, as it was known before. */
export function unansweredRow(row: StreamRow): StreamRow {
  const finding: BrokerFinding = {
    code: "no-answer",
    severity: "critical",
    sentence:
      "It does not answer: its leader is not there, or another one is being elected. This is how it was last seen.",
    remedy: "Bring back the servers that hold it.",
  };
  return { ...row, findings: [finding, ...row.findings.filter(({ code }) => code !== finding.code)] };
}

export function accountPart(tiers: readonly AccountTier[], thresholds: BrokerThresholds): StreamList["account"] {
  return { tiers, findings: accountFindings(tiers, thresholds) };
}
