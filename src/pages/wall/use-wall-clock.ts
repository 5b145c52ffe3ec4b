import { SECOND_MS } from "#util/units.ts";
import { useSyncExternalStore } from "react";

/** The time of day where the screen is, in whole seconds since 1970: by the machine's own clock, which is set now and then, and at its second. */
export function useWallClock(): number {
  return useSyncExternalStore(subscribe, getSecond);
}

function getSecond(): number {
  return Math.floor(Date.now() / SECOND_MS) * SECOND_MS;
}

function subscribe(listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  function wait(): void {
    timer = setTimeout(
      () => {
        listener();
        wait();
      },
      SECOND_MS - (Date.now() % SECOND_MS) + 5,
    );
  }
  wait();
  return () => clearTimeout(timer);
}
