import { HOUR_MS } from "#util/units.ts";
import * as v from "valibot";

export const SHOWS = ["now", "history", "rules"] as const;
export const WINDOWS = ["1h", "6h", "24h", "7d"] as const;

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  show: v.optional(v.fallback(v.picklist(SHOWS), "now"), "now"),
  window: v.optional(v.fallback(v.picklist(WINDOWS), "1h"), "1h"),
});

/** The whole state of the Alarms page, as its URL holds it. */
export type AlarmsSearch = v.InferOutput<typeof schema>;

export const ALARMS_SEARCH_DEFAULTS: AlarmsSearch = v.parse(schema, {});

export function parseAlarmsSearch(search: Record<string, unknown>): AlarmsSearch {
  return v.parse(schema, search);
}

const WINDOW_MS: Record<AlarmsSearch["window"], number> = {
  "1h": HOUR_MS,
  "6h": 6 * HOUR_MS,
  "24h": 24 * HOUR_MS,
  "7d": 7 * 24 * HOUR_MS,
};

export function windowMs({ window }: AlarmsSearch): number {
  return WINDOW_MS[window];
}
