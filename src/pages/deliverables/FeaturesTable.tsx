import { FeatureCells, FeaturesContext } from "./FeatureCells.tsx";
import type { DeliverablesSearch } from "./search.ts";
import { useFeatures } from "./use-features.ts";
import type { FeatureList, FeatureSort } from "#model/deliverables/list-features.ts";
import { STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { useState } from "react";

interface FeaturesTableProps {
  list: FeatureList;
  /** Changes when what is known of a row may have. */
  news: string;
  search: DeliverablesSearch;
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

const ROW_PX = 32;
const NARROW_ROW_PX = 52;
/** How long a scroll has to rest before the rows it ended on are asked for. */
const ASK_EVERY_MS = 150;

function cells(feature: string) {
  return <FeatureCells feature={feature} />;
}

export function FeaturesTable({ list, news, search, onChange, onOpen }: FeaturesTableProps) {
  const [visible, setVisible] = useState<readonly string[]>([]);
  const features = useFeatures(useAtMostEvery(visible, ASK_EVERY_MS), news);
  const narrow = useNarrow();
  const { q, state, sort, order } = search;
  return (
    <FeaturesContext value={features}>
      <VirtualTable
        name="Deliverables"
        columns={COLUMNS}
        sort={{ key: sort, direction: order }}
        onSort={({ key, direction }) => isSort(key) && onChange({ sort: key, order: direction })}
        ids={list.ids}
        orderKey={JSON.stringify([q, state, sort, order])}
        cells={cells}
        onOpen={onOpen}
        onVisible={setVisible}
        rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
        summary={<Summary list={list} sort={sort} />}
      />
    </FeaturesContext>
  );
}

function isSort(key: Key): key is FeatureSort {
  return !STAGE_NAMES.some((stage) => stage === key);
}

/** Sorts by what is only known of rows that were looked at. */
const PARTLY_KNOWN: ReadonlySet<FeatureSort> = new Set(["waiting", "delivered", "size"]);

function Summary({ list: { ids, counts }, sort }: { list: FeatureList; sort: FeatureSort }) {
  const unread = counts.reports - counts.read;
  const listed =
    ids.length === counts.features
      ? formatPlural(ids.length, "feature")
      : `${formatCount(ids.length)} of ${formatPlural(counts.features, "feature")}`;
  const about =
    unread === 0
      ? ""
      : `. Ages and sizes are read as they come into view: ${formatCount(counts.read)} of ${formatCount(counts.reports)} known`;
  const order = unread > 0 && PARTLY_KNOWN.has(sort) ? "; the order is that of the known ones, the others last" : "";
  return `${listed}${about}${order}`;
}
