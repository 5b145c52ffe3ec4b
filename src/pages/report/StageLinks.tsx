import { reportPath } from "../../paths.ts";
import styles from "./ReportPage.module.css";
import type { FeatureFacts, ReportFacts } from "#model/deliverables/report.ts";

/** The feature's reports in the order of the stages: this one among them, the one before and the one after as links. */
export function StageLinks({ facts: { feature, stages, next }, report }: { facts: FeatureFacts; report: ReportFacts }) {
  const place = stages.findIndex(({ reports }) => reports.includes(report));
  const before = place < 0 ? undefined : stages[place - 1];
  const after = place < 0 ? undefined : stages[place + 1];
  const toBefore = before?.reports[0];
  const toAfter = after?.reports[0];
  return (
    <nav className={styles.stages} aria-label="Stages">
      {before !== undefined && toBefore !== undefined && (
        <a href={reportPath({ feature, agent: toBefore.agent, type: toBefore.type })} rel="prev">
          ← {before.stage}
        </a>
      )}
      {after !== undefined && toAfter !== undefined ? (
        <a href={reportPath({ feature, agent: toAfter.agent, type: toAfter.type })} rel="next">
          {after.stage} →
        </a>
      ) : (
        next !== null && place >= 0 && <span className={styles.quiet}>{next} missing</span>
      )}
    </nav>
  );
}
