import { useMemo } from "react";
import styles from "./RateCharts.module.css";
import { rateChart } from "./rates.ts";
import { useView } from "#store/feed.tsx";
import { TimeSeries } from "#ui/time-series/TimeSeries.tsx";
import { formatCount } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

interface RateChartsProps {
  seen: ServerMs;
  windowMs: number;
}

/** Messages a minute: heartbeats on a scale of their own, the other channels together on another, one time axis. */
export function RateCharts({ seen, windowMs }: RateChartsProps) {
  const rates = useView((view) => view.rates);
  const history = useView((view) => view.history);
  const chart = useMemo(() => rateChart(rates, history, seen, windowMs), [rates, history, seen, windowMs]);
  const beats = useMemo(() => [chart.beats], [chart.beats]);
  const shared = { window: chart.window, openFrom: chart.openFrom, format: formatCount };
  return (
    <div className={styles.charts}>
      <TimeSeries name="Heartbeats a minute" series={beats} heightPx={96} {...shared} />
      {chart.others.length > 0 && (
        <TimeSeries name="Other messages a minute by channel" series={chart.others} heightPx={168} {...shared} />
      )}
      {chart.summedUp.length > 0 && <p className={styles.note}>{`Other channels: ${chart.summedUp.join(", ")}.`}</p>}
    </div>
  );
}
