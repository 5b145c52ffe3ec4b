import { useEffect, useState } from "react";

/** Long enough to be seen, and over before it could be taken for a state. */
const LIT_MS = 160;

/**
 * True for a moment after a beat came in that is newer than the one before; never for those that were there from the start, nor where
 * motion is not wanted.
 * @param lastBeatAt of the newest beat; null when it is not shown here
 */
export function useLit(lastBeatAt: number | null): boolean {
  const [shown, setShown] = useState(lastBeatAt);
  const [lit, setLit] = useState(false);
  if (lastBeatAt !== shown) {
    setShown(lastBeatAt);
    setLit(lastBeatAt !== null && shown !== null && lastBeatAt > shown && !wantsNoMotion());
  }
  useEffect(() => {
    if (!lit) return;
    const timer = setTimeout(() => setLit(false), LIT_MS);
    return () => clearTimeout(timer);
  }, [lit]);
  return lit;
}

function wantsNoMotion(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
