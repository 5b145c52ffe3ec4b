import { PanelBox, PanelNote } from "./PanelBox.tsx";
import type { PanelProps } from "./panel-props.ts";
import type { WallRow } from "./WallRows.tsx";
import { WallRows } from "./WallRows.tsx";
import type { FeatureCounts, FeatureQuery } from "#model/deliverables/list-features.ts";
import type { ShelfState } from "#model/deliverables/report.ts";
import { STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import { useAsk } from "#store/feed.tsx";
import { useShelf } from "#store/use-shelf.ts";
import { formatCount, formatPlural } from "#util/format.ts";

const ALL: FeatureQuery = { text: "", filter: "all", sort: "delivered", order: "descending" };

/** How far the features are, stage by stage, and what waits before each. */
export function DeliverablesPanel({ room }: PanelProps) {
  const { polled, news } = useShelf();
  const { data } = useAsk({ kind: "deliverable-list", query: ALL }, { changed: news });
  const shelf = polled.state === "known" ? polled.value.shelf : null;
  const counts = data?.counts ?? null;
  return (
    <PanelBox name="Deliverables" aside={asideOf(counts)} width={room.width}>
      {counts !== null && counts.features > 0 ? (
        <WallRows
          name="Stages"
          rows={rowsOf(counts)}
          rest={(count) => `and ${formatPlural(count, "later stage")}`}
          {...room}
        />
      ) : (
        <PanelNote words={noteOf(shelf, polled.state === "failed")} {...room} />
      )}
    </PanelBox>
  );
}

function rowsOf({ done, features, filters }: FeatureCounts): WallRow[] {
  return STAGE_NAMES.map((stage) => {
    const [delivered, waiting] = [formatCount(done[stage]), filters[stage]];
    return {
      key: stage,
      look: "quiet",
      name: stage,
      ratio: done[stage] / features,
      words:
        waiting === 0
          ? [`${delivered} delivered`, delivered]
          : [`${delivered}, next for ${formatCount(waiting)}`, delivered],
    };
  });
}

function asideOf(counts: FeatureCounts | null): string[] {
  if (counts === null || counts.features === 0) return [];
  const features = formatPlural(counts.features, "feature");
  return [
    `${features}, ${formatCount(counts.filters.complete)} complete, ${formatPlural(counts.reports, "report")}`,
    `${features}, ${formatCount(counts.filters.complete)} complete`,
    features,
  ];
}

function noteOf(shelf: ShelfState | null, failed: boolean): string[] {
  if (failed) return ["The streams could not be asked for deliverables", "Not known"];
  if (shelf === null) return ["Asking what was delivered"];
  switch (shelf.state) {
    case "no-stream":
      return ["No stream keeps deliverables", "No stream"];
    case "whole":
      return ["Nothing was delivered yet"];
    case "part":
      return ["Nothing was delivered, as far as can be read", "Nothing yet"];
    case "loading":
      return ["Reading what was delivered", "Reading"];
  }
}
