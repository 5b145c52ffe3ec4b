import type { FleetView, RateBucket } from "./view.ts";
import { MINUTE_MS } from "#util/units.ts";

/**
 * The minutes whose counts are whole: those since the history is complete. Before it a minute may hold a single message that the roll
 * brought, and drawing it would show a quiet fleet where nothing was read yet.
 */
export function wholeRates(view: Pick<FleetView, "rates" | "history">): readonly RateBucket[] {
  const { completeSince } = view.history;
  if (completeSince === null) return [];
  if ((view.rates[0]?.at ?? completeSince) >= completeSince) return view.rates;
  return view.rates.filter((bucket) => bucket.at + MINUTE_MS > completeSince);
}
