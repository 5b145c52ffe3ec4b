import type { ServerFindingCode } from "../server/server-finding-codes.ts";

/** What a person should know of a stream, a consumer, an account or a server, and what mends it. */
export interface BrokerFinding {
  /** Stable, in kebab-case; docs/automation.md lists them. */
  code: BrokerFindingCode;
  severity: Severity;
  sentence: string;
  /** A sentence or a command. */
  remedy: string;
}

/** `notice`: nothing is broken, something is worth knowing. */
export type Severity = "critical" | "warning" | "notice";

export const STREAM_FINDING_CODES = [
  "no-answer",
  "no-leader",
  "quorum-lost",
  "refuses-publishers",
  "full",
  "near-limit",
  "fills-soon",
  "work-lost-soon",
  "replica-offline",
  "replica-lag",
  "replica-silent",
  "replicas-missing",
  "upstream-error",
  "upstream-lag",
  "upstream-silent",
  "upstream-count",
  "too-few-messages",
  "subject-count",
  "many-subjects",
  "more-subjects-than-messages",
  "consumers-near-limit",
  "many-deleted",
  "lost-messages",
  "quiet",
  "drift",
  "recreated",
  "config-changed",
  "leader-changes",
  "no-limits",
  "no-direct-get",
  "large-in-memory",
  "large-uncompressed",
  "single-replica",
  "long-duplicate-window",
] as const;

export const CONSUMER_FINDING_CODES = [
  "messages-lost-unseen",
  "ahead-of-stream",
  "consumer-no-leader",
  "consumer-replica-offline",
  "consumer-replica-lag",
  "outstanding-acks",
  "near-max-ack-pending",
  "ack-floor-gap",
  "unprocessed",
  "waiting-pulls",
  "redelivery",
  "last-delivery",
  "last-ack",
  "unpinned",
  "short-retries",
  "verdict-flapping",
] as const;

export const ACCOUNT_FINDING_CODES = ["account-near-limit", "account-no-limits"] as const;

export type BrokerFindingCode =
  | (typeof STREAM_FINDING_CODES)[number]
  | (typeof CONSUMER_FINDING_CODES)[number]
  | (typeof ACCOUNT_FINDING_CODES)[number]
  | ServerFindingCode;

const RANKS: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, notice: 2 };

export function rankOfSeverity(severity: Severity | null): number {
  return severity === null ? 3 : RANKS[severity];
}

export function worstFirst(findings: readonly BrokerFinding[]): BrokerFinding[] {
  return findings.toSorted((left, right) => RANKS[left.severity] - RANKS[right.severity]);
}

export function worstSeverity(findings: readonly BrokerFinding[]): Severity | null {
  return worstFirst(findings)[0]?.severity ?? null;
}
