import { ConnectionCells, ShownConnectionsContext } from "./ConnectionCells.tsx";
import type { ServerSearch } from "./search.ts";
import styles from "./ServerPage.module.css";
import type { ConnectionList, ConnectionSort } from "#model/server/connection-list.ts";
import { usePolled } from "#store/use-polled.ts";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { useCallback, useMemo, useState } from "react";

const SERVER: Column<ConnectionSort> = {
  key: "server",
  label: "Server",
  width: "7rem",
  firstSort: "ascending",
  from: "desk",
};

const COLUMNS: readonly Column<ConnectionSort>[] = [
  { key: "name", label: "Name", firstSort: "ascending" },
  { key: "user", label: "User", width: "11%", firstSort: "ascending", from: "phone" },
  { key: "client", label: "Client", width: "9.5rem", firstSort: "ascending", from: "phone" },
  { key: "idle", label: "Idle", width: "6rem", firstSort: "descending", align: "end", from: "phone" },
  { key: "pending", label: "Pending", width: "5.5rem", firstSort: "descending", align: "end" },
  { key: "rtt", label: "Round trip", width: "6rem", firstSort: "descending", align: "end" },
  { key: "subscriptions", label: "Subs", width: "4rem", firstSort: "descending", align: "end", from: "desk" },
  { key: "in", label: "Sent", width: "5.5rem", firstSort: "descending", align: "end", from: "desk" },
  { key: "out", label: "Received", width: "5.5rem", firstSort: "descending", align: "end", from: "desk" },
];

const WITH_SERVER = [...COLUMNS.slice(0, 3), SERVER, ...COLUMNS.slice(3)];

const ROW_PX = 32;
const NARROW_ROW_PX = 52;
/** How long a scroll has to rest before the rows it ended on are asked for. */
const WATCH_EVERY_MS = 150;
/** From the worker's memory: as often as it may have something new. */
const ROWS_EVERY_MS = 2_000;

interface ConnectionsTableProps {
  list: ConnectionList;
  several: boolean;
  search: ServerSearch;
  onChange: (part: Partial<ServerSearch>) => void;
}

function cells(id: string) {
  return <ConnectionCells id={id} several={false} />;
}

function cellsWithServer(id: string) {
  return <ConnectionCells id={id} several />;
}

/** Only the rows on the screen are in the document and in the page's memory; the worker holds the others. */
export function ConnectionsTable({ list, several, search, onChange }: ConnectionsTableProps) {
  const [visible, setVisible] = useState<readonly string[]>([]);
  const keys = useAtMostEvery(visible, WATCH_EVERY_MS);
  const further = usePolled(
    { kind: "connection-rows", keys },
    { enabled: keys.length > 0, everyMs: ROWS_EVERY_MS, keep: true },
  );
  const read = further.state === "known" ? further.value : null;
  const shown = useMemo(() => new Map([...list.rows, ...(read ?? [])].map((row) => [row.key, row])), [list.rows, read]);
  const narrow = useNarrow();
  const { sort, order, q, show, open } = search;
  const onOpen = useCallback((id: string) => onChange({ open: id }), [onChange]);
  if (list.ids.length === 0) return <p className={styles.quiet}>{noneWords(search, list)}</p>;
  return (
    <ShownConnectionsContext value={shown}>
      <VirtualTable
        name="Connections"
        columns={several ? WITH_SERVER : COLUMNS}
        sort={{ key: sort, direction: order }}
        onSort={({ key, direction }) => onChange({ sort: key, order: direction })}
        ids={list.ids}
        orderKey={JSON.stringify([sort, order, q, show])}
        cells={several ? cellsWithServer : cells}
        onOpen={onOpen}
        openId={open === "" ? null : open}
        rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
        onVisible={setVisible}
        summary={
          list.ids.length === list.held
            ? formatPlural(list.held, "connection")
            : `${formatCount(list.ids.length)} of ${formatPlural(list.held, "connection")}`
        }
      />
    </ShownConnectionsContext>
  );
}

function noneWords({ q, show }: ServerSearch, { held }: ConnectionList): string {
  if (q.trim() !== "") return `None of ${formatPlural(held, "connection")} has “${q.trim()}” in it.`;
  if (show === "trouble") return "None has more than 1 MiB waiting or a round trip above 100 ms.";
  return show === "closed" ? "The servers remember none." : "There is none.";
}
