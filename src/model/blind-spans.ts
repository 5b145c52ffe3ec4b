import type { ServerMs } from "#util/units.ts";

/** A stretch of time in which beats of a stream that keeps nothing would have passed us unheard. */
export interface BlindSpan {
  from: ServerMs;
  to: ServerMs;
}

/** The newest are kept: older ones lie before the beats that are held. */
const KEPT = 32;

export function addBlindSpan(spans: readonly BlindSpan[], from: ServerMs, to: ServerMs): readonly BlindSpan[] {
  return to > from ? [...spans, { from, to }].slice(-KEPT) : spans;
}

/** Milliseconds of `[from, to]` in which we could not have heard a beat. */
export function blindWithin(spans: readonly BlindSpan[], from: ServerMs, to: ServerMs): number {
  let ms = 0;
  for (const span of spans) ms += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
  return ms;
}
