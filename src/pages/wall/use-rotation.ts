import type { Rotation, RotationContext, RotationKey } from "#model/wall/rotation.ts";
import { pressed, startRotation, turn } from "#model/wall/rotation.ts";
import { observerNow } from "#store/ticker.ts";
import type { ObserverMs } from "#util/units.ts";
import { useEffect, useEffectEvent, useState } from "react";

const KEYS: Readonly<Record<string, RotationKey>> = {
  ArrowRight: "next",
  ArrowDown: "next",
  PageDown: "next",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  PageUp: "previous",
  " ": "stop",
};

/** Which page is shown at this tick; arrows turn it, Space stops it, Escape leaves. */
export function useRotation(context: RotationContext, now: ObserverMs, leave: () => void): Rotation {
  const [kept, setKept] = useState(() => startRotation(now));
  const rotation = turn(kept, context, now);
  if (rotation !== kept) setKept(rotation);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") leave();
    const key = KEYS[event.key];
    if (key === undefined || (key === "stop" && event.repeat)) return;
    event.preventDefault();
    setKept((before) => pressed(before, key, context, observerNow()));
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
  return rotation;
}
