import type { TailState } from "./tail-follow.ts";
import { TailFollow } from "./tail-follow.ts";
import { useAskOnce } from "#store/feed.tsx";
import { useEffect, useState, useSyncExternalStore } from "react";

export interface LiveTail {
  state: TailState;
  follow: TailFollow;
  /** Names the tail to the worker. */
  key: number;
}

type Ask = ReturnType<typeof useAskOnce>;

let tails = 0;

function openTail(ask: Ask, subject: string, first: string): Omit<LiveTail, "state"> {
  tails += 1;
  const key = tails;
  const follow = new TailFollow(
    {
      ask: (text, after, most) => ask({ kind: "tail", wish: { key, subject, text }, after, most }),
      hold: async () => (await ask({ kind: "tail-hold", key })).rows,
      release: () => void ask({ kind: "tail-release", key }).catch(() => undefined),
      setTimer: (run, ms) => setTimeout(run, ms),
    },
    first,
  );
  return { key, follow };
}

/** Listens to a subject while the component is there; another subject is another component. */
export function useTail(subject: string, text: string): LiveTail {
  const ask = useAskOnce();
  const [{ key, follow }] = useState(() => openTail(ask, subject, text));
  const state = useSyncExternalStore(follow.subscribe, follow.get);
  useEffect(() => follow.filter(text), [follow, text]);
  // Runs once the rows are on the screen, in a hidden page too.
  const { answers } = state;
  useEffect(() => follow.shown(answers), [follow, answers]);
  useEffect(
    () => () => {
      follow.close();
      void ask({ kind: "tail-close", key }).catch(() => undefined);
    },
    [ask, follow, key],
  );
  return { state, follow, key };
}
