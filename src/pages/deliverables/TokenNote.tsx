import styles from "./DeliverablesPage.module.css";
import type { FeatureCounts } from "#model/deliverables/list-features.ts";
import { NOTICE_TOKENS, savingOfTotal } from "#model/deliverables/tokens.ts";
import { formatCount } from "#util/format.ts";

/** What notices spare the agents that come next, in all. */
export function TokenNote({ counts, estimatedBytes }: { counts: FeatureCounts; estimatedBytes: number }) {
  const { fullTokens, noticeTokens, savedTokens } = savingOfTotal(estimatedBytes, counts.reports);
  const known = counts.read === counts.reports ? "" : ", sizes not read yet taken at their stream's mean";
  return (
    <p className={styles.note}>
      Estimate, a token taken as 4 bytes{known}: all current reports are about {formatCount(fullTokens)} tokens; notices
      of them, {NOTICE_TOKENS} tokens each, about {formatCount(noticeTokens)}. Agents that are given notices in place of
      reports
      {savedTokens >= 0
        ? ` save about ${formatCount(savedTokens)}.`
        : ` are given ${formatCount(-savedTokens)} more: these reports are shorter than their notices.`}
    </p>
  );
}
