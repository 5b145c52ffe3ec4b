import type { Call } from "#model/announce/call.ts";
import { worstCall } from "#model/announce/call.ts";
import type { NavMarkProps } from "#ui/shell-frame/NavMark.tsx";
import { formatPlural } from "#util/format.ts";

/**
 * What stands beside the link to the alarms: how many call, as in the tab's title, and how grave the worst is; where none calls, how many are
 * acknowledged. Undefined: nothing stands but what is silenced.
 */
export function alarmMark(calls: readonly Call[]): NavMarkProps | undefined {
  const loud = calls.filter(({ care }) => care === "loud");
  const acknowledged = calls.filter(({ care }) => care === "acknowledged");
  const shown = loud.length > 0 ? loud : acknowledged;
  const worst = worstCall(shown);
  if (worst === null) return undefined;
  const words = loud.length > 0 ? formatPlural(loud.length, "alarm") : `${acknowledged.length} acknowledged`;
  return {
    alarm: worst.severity,
    count: shown.length,
    label: `: ${words}, the worst ${worst.severity}`,
    state: loud.some(({ severity }) => severity === "critical") ? "calls" : loud.length > 0 ? "stands" : "handled",
  };
}
