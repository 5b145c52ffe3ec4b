import type { BrokerFinding } from "./finding.ts";
import { worstFirst } from "./finding.ts";
import type { AccountTier, UsedOf } from "./stream-facts.ts";
import type { BrokerThresholds } from "./thresholds.ts";
import { formatBytes, formatCount, formatPercent } from "#util/format.ts";

/** Every tier is judged by itself: an account with tiers has no limits of its own, and would always seem empty. */
export function accountFindings(tiers: readonly AccountTier[], thresholds: BrokerThresholds): BrokerFinding[] {
  const findings: BrokerFinding[] = [];
  for (const tier of tiers) {
    const of = tier.tier === null ? "The account" : `Tier ${tier.tier} of the account`;
    const check = (what: string, { used, limit }: UsedOf, write: (value: number) => string): void => {
      if (limit === null || limit <= 0 || used < limit * thresholds.accountWarning) return;
      findings.push({
        code: "account-near-limit",
        severity: used >= limit * thresholds.accountCritical ? "critical" : "warning",
        sentence: `${of} uses ${formatPercent(used / limit)} of its ${what}: ${write(used)} of ${write(limit)}.`,
        remedy: "Remove what is not needed, or raise the account's limits.",
      });
    };
    check("file storage", tier.storageBytes, formatBytes);
    check("memory storage", tier.memoryBytes, formatBytes);
    check("streams", tier.streams, formatCount);
    check("consumers", tier.consumers, formatCount);
  }
  if (
    tiers.length > 0 &&
    tiers.every(({ storageBytes, memoryBytes }) => storageBytes.limit === null && memoryBytes.limit === null)
  ) {
    findings.push({
      code: "account-no-limits",
      severity: "notice",
      sentence: "The account has no limit of its own: it can use all of the server's storage.",
      remedy: "jetstream: { max_file: …, max_mem: … } in the account's block",
    });
  }
  return worstFirst(findings);
}
