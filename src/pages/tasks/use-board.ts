import { boardColumns } from "./board.ts";
import type { BoardColumn } from "./board.ts";
import type { TasksSearch } from "./search.ts";
import { useView } from "#store/feed.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useMemo, useState } from "react";

export type { BoardColumn } from "./board.ts";

/** Cards move at most this often, so that an eye can follow. */
const MOVE_EVERY_MS = 500;

/** @param held a pointer is over the board: every card stays where it is, but for those that are new or gone from the list */
export function useBoard(ids: readonly string[], chosen: TasksSearch["state"], held: boolean): readonly BoardColumn[] {
  const rows = useAtMostEvery(
    useView((view) => view.taskRows),
    MOVE_EVERY_MS,
  );
  const wanted = useMemo(() => boardColumns(ids, rows, chosen), [ids, rows, chosen]);
  const [standing, setStanding] = useState({ ids, chosen, columns: wanted });
  if (held && standing.ids === ids && standing.chosen === chosen) return standing.columns;
  if (standing.columns !== wanted) setStanding({ ids, chosen, columns: wanted });
  return wanted;
}
