import type { LiveHistory } from "./use-channel-history.ts";
import type { News } from "#ui/virtual-table/VirtualTable.tsx";
import { useMemo } from "react";

/** What waits above a list that is held. A paused page shows nothing new on a press either: it is told in the summary. */
export function useNews({ history, upTo, paused, hold, take }: LiveHistory): News {
  const count = upTo === null || paused ? 0 : (history?.newer ?? 0);
  return useMemo(() => ({ count, onHold: hold, onTake: take }), [count, hold, take]);
}
