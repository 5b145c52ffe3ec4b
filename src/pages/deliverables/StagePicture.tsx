import { deliverablesPath } from "../../paths.ts";
import styles from "./StagePicture.module.css";
import type { FeatureCounts } from "#model/deliverables/list-features.ts";
import { agentOf, STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import { formatCount } from "#util/format.ts";

/** How far the features got: one bar a stage on one scale, and how many wait before it. */
export function StagePicture({ counts, chosen }: { counts: FeatureCounts; chosen: string }) {
  return (
    <ol className={styles.stages} aria-label="Stages">
      {STAGE_NAMES.map((stage) => {
        const waiting = counts.filters[stage];
        return (
          <li key={stage} className={styles.stage}>
            <span className={styles.name}>{stage}</span>
            <span className={styles.agent}>{agentOf(stage)}</span>
            <span className={styles.bar} aria-hidden="true">
              <span style={{ inlineSize: `${(100 * counts.done[stage]) / Math.max(1, counts.features)}%` }} />
            </span>
            <span className={styles.count}>
              {formatCount(counts.done[stage])}
              <span className={styles.hidden}> delivered</span>
            </span>
            <a
              className={waiting === 0 ? styles.none : styles.waiting}
              href={deliverablesPath({ state: stage })}
              aria-current={chosen === stage ? "true" : undefined}
            >
              {formatCount(waiting)} missing next
            </a>
          </li>
        );
      })}
    </ol>
  );
}
