import { AgentCells } from "./AgentCells.tsx";
import type { AgentList } from "./rows.ts";
import type { AgentsSearch, SortKey } from "./search.ts";
import { WINDOWS } from "./search.ts";
import { StripScaleContext, stripScale } from "./strip-scale.ts";
import { agentsPath } from "../../paths.ts";
import { useFeedControls, useFrozenNow, useView } from "#store/feed.tsx";
import { TimeAxis } from "#ui/beat-strip/TimeAxis.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { use, useEffect, useMemo, useState } from "react";

export interface AgentsTableProps {
  list: AgentList;
  search: AgentsSearch;
  /** So few that they are shown large. */
  calm: boolean;
  /** Whose detail stands beside the table. */
  opened: string | null;
  onChange: (change: Partial<AgentsSearch>) => void;
  onOpen: (id: string) => void;
}

const COLUMNS: readonly Column<SortKey | "beats">[] = [
  { key: "status", label: "Status", width: "14.5rem", firstSort: "ascending", from: "phone" },
  { key: "agent", label: "Agent", width: "11rem", firstSort: "ascending" },
  { key: "now", label: "Now", firstSort: "ascending", from: "phone" },
  { key: "last-beat", label: "Last beat", width: "5.5rem", firstSort: "descending", align: "end", from: "alone" },
  { key: "missed", label: "Missed", width: "4.5rem", firstSort: "descending", align: "end", from: "desk" },
  { key: "beats", label: "Beats", width: "33%", heading: <StripAxis /> },
];

/** Larger letters need more room for the state and its moment. */
const CALM_COLUMNS = COLUMNS.map((column) => (column.key === "status" ? { ...column, width: "18rem" } : column));

const ROW_PX = 32;
const CALM_ROW_PX = 88;
/** Two lines: how it stands is written under its name. */
const NARROW_ROW_PX = 52;

/** How long a scroll has to rest before the rows it ended on are asked for. */
const WATCH_EVERY_MS = 150;

function cells(id: string) {
  return <AgentCells id={id} />;
}

/** One row an agent, one time axis for all. */
export function AgentsTable({ list, search, calm, opened, onChange, onOpen }: AgentsTableProps) {
  const windowMs = WINDOWS[search.window];
  const [visible, setVisible] = useState<readonly string[]>([]);
  useWatchedStrips(visible, windowMs);
  const seen = useFrozenNow();
  const running = useView((view) => view.sight.state === "whole");
  const scale = useMemo(() => (seen === null ? null : stripScale(seen, windowMs, running)), [seen, windowMs, running]);
  const narrow = useNarrow();
  const { sort, order, q, state } = search;
  return (
    <StripScaleContext value={scale}>
      <VirtualTable
        name="Agents"
        columns={calm ? CALM_COLUMNS : COLUMNS}
        sort={{ key: sort, direction: order }}
        onSort={({ key, direction }) => key !== "beats" && onChange({ sort: key, order: direction })}
        ids={list.ids}
        orderKey={JSON.stringify([sort, order, q, state])}
        cells={cells}
        onOpen={onOpen}
        openId={opened}
        onVisible={setVisible}
        rowHeight={calm ? CALM_ROW_PX : narrow ? NARROW_ROW_PX : ROW_PX}
        summary={<Summary list={list} />}
      />
    </StripScaleContext>
  );
}

function Summary({ list }: { list: AgentList }) {
  const listed = list.ids.length;
  const present = list.total - list.goneLeftOut;
  return (
    <>
      {listed === present
        ? formatPlural(listed, "agent")
        : `${formatCount(listed)} of ${formatPlural(present, "agent")}`}
      {list.goneLeftOut > 0 && (
        <>
          {", and "}
          <a href={agentsPath("gone")}>{formatCount(list.goneLeftOut)} gone</a>
        </>
      )}
    </>
  );
}

function StripAxis() {
  const scale = use(StripScaleContext);
  return scale === null ? null : <TimeAxis {...scale} />;
}

/** Beats are carried for the rows on the screen only. */
function useWatchedStrips(visible: readonly string[], windowMs: number): void {
  const { watchStrips } = useFeedControls();
  const watched = useAtMostEvery(visible, WATCH_EVERY_MS);
  useEffect(() => {
    watchStrips(watched, windowMs);
  }, [watchStrips, watched, windowMs]);
  useEffect(
    () => () => {
      watchStrips([], 0);
    },
    [watchStrips],
  );
}
