import { memo } from "react";
import styles from "./FillList.module.css";
import { deliverablesPath } from "../../paths.ts";
import { STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import { useAsk, useView } from "#store/feed.tsx";
import { FillBar } from "#ui/fill-bar/FillBar.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { formatCount, formatPlural } from "#util/format.ts";
import { SECOND_MS } from "#util/units.ts";

const EVERY_FEATURE = { text: "", filter: "all", sort: "feature", order: "ascending" } as const;

/** How far the features are: of each stage how many have it, and how many wait for it next. Not there while there is no feature. */
export const DeliveryPanel = memo(function DeliveryPanel() {
  const news = useAtMostEvery(
    useView((view) => view.channels.get("deliverables")?.count ?? 0),
    SECOND_MS,
  );
  const { data } = useAsk({ kind: "deliverable-list", query: EVERY_FEATURE }, { changed: news });
  if (data === undefined || data.counts.features === 0) return null;
  const { features, done, filters } = data.counts;
  return (
    <Panel heading="Deliverables" aside={<a href={deliverablesPath()}>{`All ${formatPlural(features, "feature")}`}</a>}>
      <ul className={styles.list}>
        {STAGE_NAMES.map((stage) => (
          <li key={stage} className={styles.line}>
            <span className={styles.name}>{stage}</span>
            <FillBar ratio={done[stage] / features} />
            <span className={styles.figure}>{`${formatCount(done[stage])} of ${formatCount(features)}`}</span>
            <span className={styles.note}>
              {filters[stage] > 0 && (
                <a href={deliverablesPath({ state: stage })}>{`${formatCount(filters[stage])} missing next`}</a>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
});
