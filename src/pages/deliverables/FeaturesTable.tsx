import styles from "./DeliverablesPage.module.css";
import { FeatureCells, FeaturesContext } from "./FeatureCells.tsx";
import type { DeliverablesSearch } from "./search.ts";
import { useFeatures } from "./use-features.ts";
import type { Fill } from "./use-fill.ts";
import type { FeatureList, FeatureSort } from "#model/deliverables/list-features.ts";
import { STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatBytes, formatCount, formatPlural } from "#util/format.ts";
import { useState } from "react";

interface FeaturesTableProps {
  list: FeatureList;
  /** Changes when what is known of a row may have. */
  news: string;
  search: DeliverablesSearch;
  /** What is not read yet, as it is thought to measure. */
  unreadBytes: number;
  fill: Fill;
  onChange: (change: Partial<DeliverablesSearch>) => void;
  onOpen: (feature: string) => void;
}

type Key = FeatureSort | "research" | "critique" | "backend" | "frontend" | "qa" | "statistics";

const COLUMNS: readonly Column<Key>[] = [
  { key: "feature", label: "Feature", width: "24%", firstSort: "ascending" },
  ...STAGE_NAMES.map((stage): Column<Key> => ({ key: stage, label: stage, from: "phone" })),
  { key: "waiting", label: "Missing next", width: "10.5rem", firstSort: "ascending" },
  { key: "size", label: "Tokens", width: "6.5rem", firstSort: "descending", align: "end", from: "desk" },
];

/** On a phone the name takes what the others leave. */
const NARROW_COLUMNS = COLUMNS.map((column): Column<Key> => {
  const { width: _width, ...free } = column;
  return column.key === "feature" ? free : column;
});

const ROW_PX = 32;
const NARROW_ROW_PX = 52;
/** How long a scroll has to rest before the rows it ended on are asked for. */
const ASK_EVERY_MS = 150;

function cells(feature: string) {
  return <FeatureCells feature={feature} />;
}

export function FeaturesTable({ list, news, search, unreadBytes, fill, onChange, onOpen }: FeaturesTableProps) {
  const [visible, setVisible] = useState<readonly string[]>([]);
  const features = useFeatures(useAtMostEvery(visible, ASK_EVERY_MS), news);
  const narrow = useNarrow();
  const { q, state, sort, order } = search;
  return (
    <FeaturesContext value={features}>
      <VirtualTable
        name="Deliverables"
        columns={narrow ? NARROW_COLUMNS : COLUMNS}
        sort={{ key: sort, direction: order }}
        onSort={({ key, direction }) => isSort(key) && onChange({ sort: key, order: direction })}
        ids={list.ids}
        orderKey={JSON.stringify([q, state, sort, order])}
        cells={cells}
        onOpen={onOpen}
        onVisible={setVisible}
        rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
        summary={<Summary list={list} sort={sort} unreadBytes={unreadBytes} fill={fill} />}
      />
    </FeaturesContext>
  );
}

function isSort(key: Key): key is FeatureSort {
  return !STAGE_NAMES.some((stage) => stage === key);
}

/** Sorts by what is only known of rows that were looked at. */
export const PARTLY_KNOWN: ReadonlySet<FeatureSort> = new Set(["waiting", "delivered", "size"]);

interface SummaryProps {
  list: FeatureList;
  sort: FeatureSort;
  unreadBytes: number;
  fill: Fill;
}

/** How many there are, and of how many it is known how old and how large they are. */
function Summary({ list: { ids, counts }, sort, unreadBytes, fill }: SummaryProps) {
  const unread = counts.reports - counts.read;
  const listed =
    ids.length === counts.features
      ? formatPlural(ids.length, "feature")
      : `${formatCount(ids.length)} of ${formatPlural(counts.features, "feature")}`;
  if (unread === 0) return listed;
  const known = `${formatCount(counts.read)} of ${formatCount(counts.reports)}`;
  if (fill.state === "reading") {
    return (
      <>
        {listed}. Ages and sizes are being read for this order: {known} known.{" "}
        <button type="button" className={styles.inline} onClick={fill.stop}>
          Stop
        </button>
      </>
    );
  }
  if (!PARTLY_KNOWN.has(sort)) return `${listed}. Ages and sizes are read as they come into view: ${known} known`;
  return (
    <>
      {listed}. The order is that of the {known} reports whose age and size are known, the others come last.{" "}
      <button type="button" className={styles.inline} onClick={fill.start}>
        Read the others (about {formatBytes(unreadBytes)})
      </button>
    </>
  );
}
