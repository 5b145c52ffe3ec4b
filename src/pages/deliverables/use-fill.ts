import { useAskOnce, useSettings, useView } from "#store/feed.tsx";
import { useEffect, useState } from "react";

/** Bodies cross the wire for their ages and sizes: so many are read without being asked for by hand. */
const READ_UNASKED_BYTES = 8 * 2 ** 20;
/** What is asked for at a time: a fraction of a second's reading, so that it can be stopped. */
const SLICE_BYTES = 2 ** 20;
const LOOK_AGAIN_MS = 1_000;

export interface Fill {
  state: "reading" | "resting";
  /** Changes, at most once a second, while more becomes known. */
  round: number;
  start: () => void;
  stop: () => void;
}

/**
 * Has the ages and sizes that an order needs read to the end: at once where they are few, else when somebody says so.
 * @param order changes with what is ordered by; what was said by hand holds for one order
 */
export function useFill(order: string, needed: boolean, unreadBytes: number): Fill {
  const ask = useAskOnce();
  const { paused } = useSettings();
  const live = useView((view) => view.connection.state === "live");
  const [said, setSaid] = useState<{ order: string; read: boolean } | null>(null);
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<string | null>(null);
  const wanted = said?.order === order ? said.read : unreadBytes <= READ_UNASKED_BYTES;
  const reading = needed && wanted && live && !paused && done !== order;
  useEffect(() => {
    if (!reading) return;
    const run = { on: true };
    void readOn(ask, run, () => setRound((before) => before + 1)).then((isRead) => isRead && setDone(order));
    return () => {
      run.on = false;
    };
  }, [reading, order, ask]);
  return {
    state: reading ? "reading" : "resting",
    round,
    start: () => {
      setDone(null);
      setSaid({ order, read: true });
    },
    stop: () => setSaid({ order, read: false }),
  };
}

/** Asks for part after part; false: it was stopped. Where it cannot be asked it ends as well: the page says so, and what is missing. */
async function readOn(ask: ReturnType<typeof useAskOnce>, run: { on: boolean }, tell: () => void): Promise<boolean> {
  let toldAt = performance.now();
  while (run.on) {
    await restOfPage();
    const answer = await ask({ kind: "deliverable-fill", maxBytes: SLICE_BYTES }).catch(() => null);
    if (!run.on) break;
    const left = answer === null || !("left" in answer) ? 0 : answer.left;
    if (left > 0 && performance.now() - toldAt < LOOK_AGAIN_MS) continue;
    toldAt = performance.now();
    tell();
    if (left === 0) return true;
  }
  return false;
}

/** Whatever else waits has its turn between two parts. */
function restOfPage(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
