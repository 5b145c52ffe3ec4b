import { PanelBox } from "./PanelBox.tsx";
import type { PanelProps } from "./panel-props.ts";
import { WallChart } from "./WallChart.tsx";
import { WallFigures } from "./WallFigures.tsx";
import { rateScale } from "#model/rate-series.ts";
import type { Spread, TaskFigures } from "#model/tasks/tasks-view.ts";
import { fitFigures, rowHeight } from "#model/wall/fit-figures.ts";
import type { WallFigure } from "#model/wall/fit-figures.ts";
import { useSettings } from "#store/feed.tsx";
import { formatDuration, formatFigure, formatSpan } from "#util/format.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import { useMemo } from "react";

const CHART_LEAST = 4;
const ERRORS = "errors";

/** How fast tasks come and go, how long they take, and what else is said. */
export function FlowPanel({ wall: { view, seen }, room }: PanelProps) {
  const windowMs = useSettings().inForce?.historyMs ?? 6 * HOUR_MS;
  const { rates, history } = view;
  // A minute's bucket grows all the time: the picture is drawn once a minute.
  const minute = seen === null ? null : Math.floor(seen / MINUTE_MS) * MINUTE_MS;
  const chart = useMemo(() => {
    if (minute === null) return null;
    const channels = [...new Set(rates.flatMap(({ counts }) => Object.keys(counts)))];
    const { window, openFrom, line } = rateScale(rates, history, minute, windowMs);
    const others = channels.filter((channel) => channel !== ERRORS);
    return {
      window,
      openFrom,
      series: [
        { ...line("messages", others), label: "messages a minute" },
        ...(channels.includes(ERRORS) ? [{ ...line(ERRORS, [ERRORS]), label: ERRORS }] : []),
      ],
    };
    // `rates` changes with every patch; a minute is enough.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [minute, windowMs, history.complete, history.completeSince]);
  const fitted = fitFigures(flowFigures(view.tasks.figures), room.width, Math.max(2.4, room.height - CHART_LEAST));
  const over = view.tasks.figures?.flow.overMs;
  return (
    <PanelBox
      name="Flow"
      aside={over === undefined ? [] : [`tasks a minute, over the last ${formatDuration(over)}`, "tasks a minute"]}
      width={room.width}
    >
      <WallFigures fitted={fitted} />
      {chart !== null && (
        <WallChart
          name="Messages a minute"
          {...chart}
          format={formatFigure}
          width={room.width}
          height={room.height - rowHeight(fitted.scale) - 0.8}
        />
      )}
    </PanelBox>
  );
}

function flowFigures(figures: TaskFigures | null): WallFigure[] {
  const flow = figures?.flow;
  return [
    figure("in", flow === undefined ? null : formatFigure(flow.arrivedPerMinute)),
    figure("claimed", flow === undefined ? null : formatFigure(flow.claimedPerMinute)),
    figure("out", flow === undefined ? null : formatFigure(flow.endedPerMinute)),
    figure("waited, median", spread(figures?.wait)),
    figure("ran, median", spread(figures?.run)),
  ];
}

function spread(of: Spread | undefined): string | null {
  return of === undefined || of.p50 === null ? null : formatSpan(of.p50);
}

function figure(name: string, value: string | null): WallFigure {
  return { name, value: value ?? "–", look: "quiet" };
}
