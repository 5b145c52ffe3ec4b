import { ConsumerCells, ShownConsumersContext } from "./ConsumerCells.tsx";
import type { ConsumersSearch } from "./search.ts";
import type { ConsumerList, ConsumerSort } from "#model/streams/consumer-list.ts";
import { usePolled } from "#store/use-polled.ts";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { useMemo, useState } from "react";

const COLUMNS: readonly Column<ConsumerSort | "reason">[] = [
  { key: "verdict", label: "State", width: "11rem", firstSort: "ascending", from: "phone" },
  { key: "consumer", label: "Consumer", firstSort: "ascending" },
  { key: "stream", label: "Stream", width: "15%", firstSort: "ascending", from: "alone" },
  { key: "reason", label: "Why", width: "32%", from: "desk" },
  { key: "pending", label: "Pending", width: "6.5rem", firstSort: "descending", align: "end" },
  { key: "ack-pending", label: "Unacknowledged", width: "9rem", firstSort: "descending", align: "end", from: "phone" },
  { key: "redelivered", label: "Redelivered", width: "7rem", firstSort: "descending", align: "end", from: "desk" },
  { key: "waiting", label: "Pulls", width: "4.5rem", firstSort: "descending", align: "end", from: "desk" },
];

const ROW_PX = 32;
const NARROW_ROW_PX = 52;
/** How long a scroll has to rest before the rows it ended on are asked for. */
const WATCH_EVERY_MS = 150;
/** From the worker's memory: as often as it may have something new. */
const ROWS_EVERY_MS = 2_000;

interface ConsumersTableProps {
  list: ConsumerList;
  search: ConsumersSearch;
  onChange: (change: Partial<ConsumersSearch>) => void;
  onOpen: (key: string) => void;
}

function cells(id: string) {
  return <ConsumerCells id={id} />;
}

export function ConsumersTable({ list, search, onChange, onOpen }: ConsumersTableProps) {
  const [visible, setVisible] = useState<readonly string[]>([]);
  const keys = useAtMostEvery(visible, WATCH_EVERY_MS);
  const further = usePolled(
    { kind: "consumer-rows", keys },
    { enabled: keys.length > 0, everyMs: ROWS_EVERY_MS, keep: true },
  );
  const read = further.state === "known" ? further.value : null;
  const shown = useMemo(
    () => ({
      rows: new Map([...list.rows, ...(read ?? [])].map((row) => [row.key, row])),
      approximate: list.pendingApproximate,
    }),
    [list.rows, list.pendingApproximate, read],
  );
  const narrow = useNarrow();
  const { sort, order, q, stream, verdict } = search;
  return (
    <ShownConsumersContext value={shown}>
      <VirtualTable
        name="Consumers"
        columns={COLUMNS}
        sort={{ key: sort, direction: order }}
        onSort={({ key, direction }) => key !== "reason" && onChange({ sort: key, order: direction })}
        ids={list.ids}
        orderKey={JSON.stringify([sort, order, q, stream, verdict])}
        cells={cells}
        onOpen={onOpen}
        openId={search.open === "" ? null : search.open}
        onVisible={setVisible}
        rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
        summary={<Summary list={list} />}
      />
    </ShownConsumersContext>
  );
}

function Summary({ list: { ids, total, streams, pendingApproximate } }: { list: ConsumerList }) {
  const listed =
    ids.length === total
      ? formatPlural(total, "consumer")
      : `${formatCount(ids.length)} of ${formatPlural(total, "consumer")}`;
  const part =
    streams.asked < streams.of ? `, ${formatCount(streams.asked)} of ${formatPlural(streams.of, "stream")} asked` : "";
  return (
    <>
      {listed}
      {part}
      {pendingApproximate && (
        <span title="This server no longer counts them each time it is asked."> · pending is approximate</span>
      )}
    </>
  );
}
