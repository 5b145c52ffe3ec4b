import type { TasksSearch } from "./search.ts";
import { TaskCells } from "./TaskCells.tsx";
import type { TaskSort } from "#model/tasks/task-query.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column, News } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import type { ReactNode } from "react";

interface TasksTableProps {
  ids: readonly string[];
  search: TasksSearch;
  news: News;
  summary: ReactNode;
  onChange: (change: Partial<TasksSearch>) => void;
  onOpen: (id: string) => void;
  onVisible: (ids: readonly string[]) => void;
}

const COLUMNS: readonly Column<TaskSort>[] = [
  { key: "stuck", label: "Finding", width: "9.5rem", firstSort: "ascending", from: "phone" },
  { key: "task", label: "Task", width: "7.5rem", firstSort: "ascending" },
  { key: "title", label: "Title", firstSort: "ascending", from: "phone" },
  { key: "state", label: "State", width: "5.25rem", firstSort: "ascending", from: "phone" },
  { key: "owner", label: "Owner", width: "7.5rem", firstSort: "ascending", from: "phone" },
  { key: "priority", label: "Priority", width: "4.75rem", firstSort: "ascending", from: "desk" },
  { key: "age", label: "For", width: "5.75rem", firstSort: "descending", align: "end" },
  { key: "wait", label: "Waited", width: "5.75rem", firstSort: "descending", align: "end", from: "desk" },
  { key: "run", label: "Ran", width: "5.5rem", firstSort: "descending", align: "end", from: "desk" },
];

/** On a phone the two columns that stay share its width. */
const NARROW_COLUMNS = COLUMNS.map((column) => {
  if (column.key !== "task") return column;
  const { width: _width, ...rest } = column;
  return rest;
});

const ROW_PX = 32;
/** Three lines: title and state stand under the id. */
const NARROW_ROW_PX = 68;

function cells(id: string) {
  return <TaskCells id={id} />;
}

/** One row a task. */
export function TasksTable({ ids, search, news, summary, onChange, onOpen, onVisible }: TasksTableProps) {
  const narrow = useNarrow();
  return (
    <VirtualTable
      name="Tasks"
      columns={narrow ? NARROW_COLUMNS : COLUMNS}
      sort={{ key: search.sort, direction: search.order }}
      onSort={({ key, direction }) => onChange({ sort: key, order: direction })}
      ids={ids}
      orderKey=""
      cells={cells}
      onOpen={onOpen}
      onVisible={onVisible}
      rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
      news={news}
      summary={summary}
    />
  );
}
