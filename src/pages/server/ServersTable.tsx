import { sortServers } from "./rows.ts";
import type { ServerSearch, ServerSort } from "./search.ts";
import { ServerCells, ShownServersContext } from "./ServerCells.tsx";
import type { ServerRow } from "#model/server/server-list.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatPlural } from "#util/format.ts";
import { useMemo } from "react";

const COLUMNS: readonly Column<ServerSort | "traffic">[] = [
  { key: "finding", label: "State", width: "6.5rem", firstSort: "ascending", from: "phone" },
  { key: "server", label: "Server", firstSort: "ascending" },
  { key: "up", label: "Up", width: "6rem", firstSort: "ascending", align: "end", from: "desk" },
  { key: "cpu", label: "CPU", width: "4rem", firstSort: "descending", align: "end" },
  { key: "memory", label: "Memory", width: "5.5rem", firstSort: "descending", align: "end", from: "phone" },
  { key: "connections", label: "Connections", width: "6.5rem", firstSort: "descending", align: "end", from: "phone" },
  { key: "in", label: "In", width: "4.5rem", firstSort: "descending", align: "end", from: "phone" },
  { key: "out", label: "Out", width: "4.5rem", firstSort: "descending", align: "end", from: "phone" },
  { key: "traffic", label: "Last 15 min", width: "11%", from: "desk" },
  { key: "storage", label: "File storage", width: "14%", firstSort: "descending", from: "desk" },
];

const ROW_PX = 36;
const NARROW_ROW_PX = 60;

interface ServersTableProps {
  rows: readonly ServerRow[];
  search: ServerSearch;
  onChange: (part: Partial<ServerSearch>) => void;
  onOpen: (key: string) => void;
}

function cells(id: string) {
  return <ServerCells id={id} />;
}

/** One row a server; their traffic stands under one another. */
export function ServersTable({ rows, search, onChange, onOpen }: ServersTableProps) {
  const { by, byOrder } = search;
  const ids = useMemo(() => sortServers(rows, { by, byOrder }).map(({ key }) => key), [rows, by, byOrder]);
  const shown = useMemo(
    () => ({
      rows: new Map(rows.map((row) => [row.key, row])),
      severalClusters: new Set(rows.map(({ facts }) => facts.cluster)).size > 1,
    }),
    [rows],
  );
  const narrow = useNarrow();
  return (
    <ShownServersContext value={shown}>
      <VirtualTable
        name="Servers"
        columns={COLUMNS}
        sort={{ key: by, direction: byOrder }}
        onSort={({ key, direction }) => {
          if (key !== "traffic") onChange({ by: key, byOrder: direction });
        }}
        ids={ids}
        orderKey={`${by} ${byOrder}`}
        cells={cells}
        onOpen={onOpen}
        rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
        summary={formatPlural(rows.length, "server")}
      />
    </ShownServersContext>
  );
}
