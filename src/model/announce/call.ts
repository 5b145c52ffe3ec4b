/** How loud an alarm is; the looks and words of the page go with it. */
export type CallSeverity = "critical" | "warning" | "notice";

/** A standing alarm, as whatever announces it sees it. */
export interface Call {
  /** The same for as long as the alarm stands, however many it is about. */
  key: string;
  severity: CallSeverity;
  /** Plain words that stand still while nothing happens. */
  sentence: string;
  /** When something new was last to be told of it. */
  newsAt: number;
  /** Only `loud` ones call for anybody; of a silenced one nothing is said at all. */
  care: "loud" | "acknowledged" | "silenced";
  /** The page itself reads it out: not said a second time. */
  saidElsewhere?: true;
}

/** The loudest first. */
export const CALL_SEVERITIES: readonly CallSeverity[] = ["critical", "warning", "notice"];

export function rankOfCall(severity: CallSeverity): number {
  return CALL_SEVERITIES.indexOf(severity);
}

/** The worst of them; null of none. */
export function worstCall(calls: readonly Call[]): Call | null {
  return calls.reduce<Call | null>(
    (worst, call) => (worst === null || rankOfCall(call.severity) < rankOfCall(worst.severity) ? call : worst),
    null,
  );
}
