import type { Call, CallSeverity } from "./call.ts";
import { worstCall } from "./call.ts";

/** How the tab looks from among others: its icon's shape, and whether somebody has taken care already (drawn hollow). */
export type TabLook =
  | { state: "well" }
  /** Nothing is seen: whatever stood is as it was. */
  | { state: "lost" }
  | { state: "alarm"; severity: CallSeverity; acknowledged: boolean };

/** @param seen false where the view is lost */
export function tabLook(calls: readonly Call[], seen: boolean): TabLook {
  if (!seen) return { state: "lost" };
  const loud = worstCall(calls.filter(({ care }) => care === "loud"));
  if (loud !== null) return { state: "alarm", severity: loud.severity, acknowledged: false };
  const acknowledged = worstCall(calls.filter(({ care }) => care === "acknowledged"));
  return acknowledged === null
    ? { state: "well" }
    : { state: "alarm", severity: acknowledged.severity, acknowledged: true };
}

/** Each look in one character, for where there is no room for a drawing. */
const SYMBOLS: Record<CallSeverity, string> = { critical: "◆", warning: "▲", notice: "○" };

/** What stands before a page's name in the tab: "(2) ◆ ", "▨ No view · ", or nothing. Only what nobody has taken care of counts. */
export function titleMark(calls: readonly Call[], seen: boolean): string {
  if (!seen) return "▨ No view · ";
  const loud = calls.filter(({ care }) => care === "loud");
  const worst = worstCall(loud);
  return worst === null ? "" : `(${loud.length}) ${SYMBOLS[worst.severity]} `;
}
