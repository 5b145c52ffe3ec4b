import type { ObserverMs, ServerMs } from "#util/units.ts";

/** The server's clock as seen from here: `server = observer + offsetMs`, wrong by at most `plusMinusMs`. */
export interface ServerClock {
  offsetMs: number;
  plusMinusMs: number;
  source: "stream-info" | "user-info" | "varz" | "live-messages";
  /** A jump of over 2 s of either clock, seen at `at`; null when none was. */
  jump: { at: ObserverMs; byMs: number } | null;
}

export function serverNow(clock: ServerClock | null, observerNow: ObserverMs): ServerMs | null {
  return clock === null ? null : observerNow + clock.offsetMs;
}
