import { clockTicks, zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { createContext } from "react";

/** The one time axis of all strips of a list. */
export interface StripScale {
  window: { from: number; to: number };
  ticksAt: readonly number[];
  /** Its end is now; else the moment when we last saw. */
  running: boolean;
}

const MOST_TICKS = 5;

export function stripScale(to: number, windowMs: number, running: boolean): StripScale {
  const window = { from: to - windowMs, to };
  return { window, ticksAt: clockTicks(window, MOST_TICKS, zoneOffsetMs(to)), running };
}

/** Handed to the cells past the table, so that a tick renders the visible rows and not the table. Null while there is no clock. */
export const StripScaleContext = createContext<StripScale | null>(null);
