import { memo, useMemo } from "react";
import { quietWords } from "./quiet-words.ts";
import styles from "./OverviewPage.module.css";
import { rateChart } from "./rates.ts";
import type { HistoryFacts, RateBucket } from "#model/view.ts";
import { useSettings } from "#store/feed.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { TimeSeries } from "#ui/time-series/TimeSeries.tsx";
import { formatClock, formatDuration, formatFigure } from "#util/format.ts";
import { HOUR_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";

interface RatePanelProps {
  rates: readonly RateBucket[];
  history: HistoryFacts;
  seen: ServerMs;
  /** The chart ends now; else at the moment when we last saw. */
  running: boolean;
}

/** Messages a minute: heartbeats on a scale of their own, the other channels together on another, one time axis. */
export const RatePanel = memo(function RatePanel({ rates, history, seen, running }: RatePanelProps) {
  const windowMs = useSettings().inForce?.historyMs ?? 6 * HOUR_MS;
  const chart = useMemo(() => rateChart(rates, history, seen, windowMs), [rates, history, seen, windowMs]);
  const beats = useMemo(() => [chart.beats], [chart.beats]);
  const shared = { window: chart.window, openFrom: chart.openFrom, format: formatFigure };
  return (
    <Panel
      heading="Messages a minute"
      aside={
        running ? `last ${formatDuration(windowMs)}` : `${formatDuration(windowMs)} until ${formatClock(seen, seen)}`
      }
    >
      {rates.length === 0 ? (
        <p className={styles.none}>{quietWords("No message", history.complete)}</p>
      ) : (
        <>
          <TimeSeries name="Heartbeats a minute" series={beats} heightPx={96} {...shared} />
          {chart.others.length > 0 && (
            <TimeSeries name="Other messages a minute by channel" series={chart.others} heightPx={168} {...shared} />
          )}
          {chart.summedUp.length > 0 && (
            <p className={styles.none}>{`Other channels: ${chart.summedUp.join(", ")}.`}</p>
          )}
        </>
      )}
    </Panel>
  );
});
