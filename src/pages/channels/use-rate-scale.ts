import type { RateScale } from "#model/rate-series.ts";
import { rateScale } from "#model/rate-series.ts";
import { useFrozenNow, useView } from "#store/feed.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { SECOND_MS } from "#util/units.ts";
import { useMemo } from "react";

/** Messages a minute over the last `windowMs`, made anew at most once a second; null while there is no clock. */
export function useRateScale(windowMs: number): RateScale | null {
  const rates = useAtMostEvery(
    useView((view) => view.rates),
    SECOND_MS,
  );
  const history = useView((view) => view.history);
  const seen = useFrozenNow();
  return useMemo(
    () => (seen === null ? null : rateScale(rates, history, seen, windowMs)),
    [rates, history, seen, windowMs],
  );
}
