import type { Fleet } from "../fleet-state.ts";
import { countIn } from "../stream-fold.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

const ERRORS_CHANNEL = "errors";
const OVER_MINUTES = 10;

/** Messages on the errors channel in ten minutes, the one that begins with `newest` being the last of them. */
export function errorsIn10Minutes(fleet: Fleet, newest: ServerMs): number {
  let count = 0;
  for (const { channels } of fleet.streams.values()) {
    const channel = channels.get(ERRORS_CHANNEL);
    if (channel === undefined) continue;
    for (let minute = firstOf(newest); minute <= newest; minute += MINUTE_MS) count += countIn(channel, minute);
  }
  return count;
}

/** The first of the ten minutes. */
export function firstOf(newest: ServerMs): ServerMs {
  return newest - (OVER_MINUTES - 1) * MINUTE_MS;
}

export function minuteOf(at: ServerMs): ServerMs {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
