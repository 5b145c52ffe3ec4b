import { RowConsumersContext } from "./RowConsumers.tsx";
import { ShownStreamsContext, StreamCells } from "./StreamCells.tsx";
import type { SortKey, StreamsSearch } from "./search.ts";
import type { StreamRow } from "#model/streams/stream-list.ts";
import { usePolled } from "#store/use-polled.ts";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { useMemo, useState } from "react";

const COLUMNS: readonly Column<SortKey>[] = [
  { key: "finding", label: "State", width: "6.5rem", firstSort: "ascending", from: "phone" },
  { key: "stream", label: "Stream", firstSort: "ascending" },
  { key: "messages", label: "Messages", width: "5.5rem", firstSort: "descending", align: "end", from: "phone" },
  { key: "bytes", label: "Bytes", width: "5rem", firstSort: "descending", align: "end", from: "desk" },
  { key: "in", label: "In", width: "4.25rem", firstSort: "descending", align: "end", from: "phone" },
  { key: "out", label: "Out", width: "4.25rem", firstSort: "descending", align: "end", from: "desk" },
  { key: "fill", label: "Fill", width: "21%", firstSort: "descending" },
  { key: "consumers", label: "Consumers", width: "11.5rem", firstSort: "descending", from: "desk" },
];

const ROW_PX = 32;
const NARROW_ROW_PX = 60;
/** How long a scroll has to rest before the consumers of the rows it ended on are asked for. */
const WATCH_EVERY_MS = 150;

interface StreamsTableProps {
  /** Those asked for, in their order. */
  rows: readonly StreamRow[];
  total: number;
  search: StreamsSearch;
  onChange: (change: Partial<StreamsSearch>) => void;
  onOpen: (name: string) => void;
}

function cells(id: string) {
  return <StreamCells name={id} />;
}

/** One row a stream; the bars of their fill stand under one another. */
export function StreamsTable({ rows, total, search, onChange, onOpen }: StreamsTableProps) {
  const byName = useMemo(() => new Map(rows.map((row) => [row.facts.name, row])), [rows]);
  const ids = useMemo(() => [...byName.keys()], [byName]);
  const [visible, setVisible] = useState<readonly string[]>([]);
  const inView = useAtMostEvery(visible, WATCH_EVERY_MS);
  const read = useMemo(
    () => inView.filter((name) => (byName.get(name)?.facts.state.consumers ?? 0) > 0).toSorted(),
    [inView, byName],
  );
  const consumers = usePolled({ kind: "stream-consumers", streams: read }, { enabled: read.length > 0, keep: true });
  const known = consumers.state === "known" ? consumers.value : null;
  const ofStream = useMemo(() => new Map((known ?? []).map((one) => [one.stream, one])), [known]);
  const narrow = useNarrow();
  const { sort, order, q, show } = search;
  return (
    <ShownStreamsContext value={byName}>
      <RowConsumersContext value={ofStream}>
        <VirtualTable
          name="Streams"
          columns={COLUMNS}
          sort={{ key: sort, direction: order }}
          onSort={({ key, direction }) => onChange({ sort: key, order: direction })}
          ids={ids}
          orderKey={JSON.stringify([sort, order, q, show])}
          cells={cells}
          onOpen={onOpen}
          onVisible={setVisible}
          rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
          summary={
            rows.length === total
              ? formatPlural(total, "stream")
              : `${formatCount(rows.length)} of ${formatPlural(total, "stream")}`
          }
        />
      </RowConsumersContext>
    </ShownStreamsContext>
  );
}
