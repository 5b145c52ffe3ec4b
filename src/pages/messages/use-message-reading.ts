import type { ReadingState, StepRequest } from "./message-reading.ts";
import { MessageReading } from "./message-reading.ts";
import type { ReadingPlace } from "./reading-place.ts";
import { useAskOnce, useView } from "#store/feed.tsx";
import { useEffect, useMemo, useSyncExternalStore } from "react";

export interface LiveReading {
  state: ReadingState;
  go: () => void;
  stop: () => void;
}

/** Reads while the component is there and there is a connection; begins anew for another place, or for another `turn`. */
export function useMessageReading(stream: string, place: ReadingPlace, turn: string): LiveReading {
  const ask = useAskOnce();
  const live = useView((view) => view.connection.state === "live");
  const key = JSON.stringify([stream, place, turn]);
  const reading = useMemo(
    () =>
      new MessageReading(place, async (request: StepRequest) => {
        try {
          return await ask({ kind: "message-step", stream, ...request });
        } catch (error) {
          const detail = error instanceof Error ? error.message : String(error);
          return { state: "failed", why: "refused", subject: stream, detail };
        }
      }),
    // `key` stands for all of them.
    // oxlint-disable-next-line react/exhaustive-deps
    [key, ask],
  );
  const state = useSyncExternalStore(reading.subscribe, reading.get);
  const begun = state.stand !== null;
  useEffect(() => {
    if (live && !begun) reading.go();
  }, [reading, live, begun]);
  useEffect(() => () => reading.close(), [reading]);
  return { state, go: reading.go, stop: reading.stop };
}
