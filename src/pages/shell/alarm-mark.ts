import type { Call } from "#model/announce/call.ts";
import { worstCall } from "#model/announce/call.ts";
import type { NavMarkProps } from "#ui/shell-frame/NavMark.tsx";
import { formatPlural } from "#util/format.ts";

/** What stands beside the link to the alarms: how many stand, silenced ones apart, and how grave the worst is. Undefined: none does. */
export function alarmMark(calls: readonly Call[]): NavMarkProps | undefined {
  const standing = calls.filter(({ care }) => care !== "silenced");
  const loud = standing.filter(({ care }) => care === "loud");
  const worst = worstCall(loud) ?? worstCall(standing);
  if (worst === null) return undefined;
  const handled = standing.length - loud.length;
  const acknowledged = handled === 0 ? "" : `, ${handled} acknowledged`;
  return {
    alarm: worst.severity,
    count: standing.length,
    label: `: ${formatPlural(standing.length, "alarm")}, the worst ${worst.severity}${acknowledged}`,
    calls: loud.some(({ severity }) => severity === "critical"),
  };
}
