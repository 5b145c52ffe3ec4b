import { useMemo } from "react";
import type { TimeName } from "./search.ts";
import { TIMES } from "./search.ts";
import { useRateScale } from "./use-rate-scale.ts";
import { useSettings, useView } from "#store/feed.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { TimeSeries } from "#ui/time-series/TimeSeries.tsx";
import { formatClock, formatDuration, formatFigure } from "#util/format.ts";
import { HOUR_MS } from "#util/units.ts";

/** Messages a minute on one channel, over the time that is chosen. */
export function ChannelRate({ name, time }: { name: string; time: TimeName }) {
  const historyMs = useSettings().inForce?.historyMs ?? 6 * HOUR_MS;
  const windowMs = TIMES[time] ?? historyMs;
  const scale = useRateScale(windowMs);
  const running = useView((view) => view.sight.state === "whole");
  const series = useMemo(() => (scale === null ? [] : [scale.line(name, [name])]), [scale, name]);
  if (scale === null) return null;
  const span = formatDuration(windowMs);
  const { to } = scale.window;
  return (
    <Panel heading="Messages a minute" aside={running ? `last ${span}` : `${span} until ${formatClock(to, to)}`}>
      <TimeSeries
        name={`Messages a minute on ${name}`}
        series={series}
        heightPx={112}
        window={scale.window}
        openFrom={scale.openFrom}
        format={formatFigure}
      />
    </Panel>
  );
}
