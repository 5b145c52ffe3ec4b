import type { ChannelHistory, ChannelQuery } from "#model/channels/channel-history.ts";
import type { Placed } from "#model/newest.ts";
import { useAsk, useObserverNow, useSettings, useView } from "#store/feed.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { SECOND_MS } from "#util/units.ts";
import { useCallback, useState } from "react";

export interface LiveHistory {
  /** Null: not answered yet. While the next one is on its way it is the one before, so that the page does not go blank. */
  history: ChannelHistory | null;
  /** Newest message shown while the list is held or the page paused; null while it is live. */
  upTo: Placed | null;
  paused: boolean;
  hold: (held: boolean) => void;
  /** Shows what waited, and stands still again below it. */
  take: () => void;
}

const ASK_EVERY_MS = 300;

/**
 * One channel's history, live. While a hand is on it, or the page is paused, it stands still and counts what comes (`history.newer`).
 * One caller a channel: it starts anew with the component.
 */
export function useChannelHistory(query: Omit<ChannelQuery, "upTo">): LiveHistory {
  const { paused } = useSettings();
  const [held, setHeld] = useState(false);
  const [upTo, setUpTo] = useState<Placed | null>(null);
  const standing = held || paused;
  if (!standing && upTo !== null) setUpTo(null);

  const count = useAtMostEvery(
    useView((view) => view.channels.get(query.channel)?.count ?? 0),
    ASK_EVERY_MS,
  );
  // A paused view tells nothing, and what comes is counted all the same.
  const tick = useObserverNow(SECOND_MS);
  const { data, isFetching } = useAsk(
    { kind: "channel-history", query: { ...query, upTo } },
    { changed: `${count} ${paused ? tick : ""}` },
  );
  const [last, setLast] = useState<ChannelHistory | null>(null);
  if (data !== undefined && data !== last) setLast(data);
  const history = data ?? last;
  // Only on a fresh answer: one that was kept from before would hold back what was just asked for.
  if (standing && upTo === null && !isFetching && data !== undefined && data.newest !== null) setUpTo(data.newest);

  const take = useCallback(() => setUpTo(null), []);
  return { history, upTo, paused, hold: setHeld, take };
}
