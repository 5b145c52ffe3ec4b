import type { TaskFlow } from "#model/tasks/tasks-view.ts";
import { formatDuration } from "#util/format.ts";

/** "+2.4, doubles in 12 min", "−3, empty in 4 min", "steady". */
export function trendWords({ netPerMinute, trend }: Pick<TaskFlow, "netPerMinute" | "trend">): string {
  const net = `${netPerMinute < 0 ? "−" : "+"}${Math.abs(netPerMinute).toLocaleString("en", { maximumFractionDigits: 1 })}`;
  switch (trend.kind) {
    case "steady":
      return "steady";
    case "draining":
      return `${net}, empty in ${formatDuration(trend.emptyInMs)}`;
    case "growing":
      return trend.doubleInMs === null ? `${net}, growing` : `${net}, doubles in ${formatDuration(trend.doubleInMs)}`;
  }
}
