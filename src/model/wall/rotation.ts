/** Which page of the wall is shown, and until when. */
import type { ObserverMs } from "#util/units.ts";

export interface Rotation {
  page: number;
  shownSince: ObserverMs;
  /** Somebody pressed Space: it stands until they press it again. */
  stopped: boolean;
  /** Somebody turned a page while an alarm held another one: theirs stays for one turn. */
  looksElsewhere: boolean;
}

export interface RotationContext {
  pages: number;
  everyMs: number;
  /** The page that has what an unacknowledged critical alarm is about; null: there is none. */
  critical: number | null;
}

export type RotationKey = "next" | "previous" | "stop";

export function startRotation(now: ObserverMs): Rotation {
  return { page: 0, shownSince: now, stopped: false, looksElsewhere: false };
}

/** The same object while nothing changes. */
export function turn(rotation: Rotation, { pages, everyMs, critical }: RotationContext, now: ObserverMs): Rotation {
  const page = Math.min(rotation.page, Math.max(0, pages - 1));
  if (page !== rotation.page) return turn({ ...rotation, page, shownSince: now }, { pages, everyMs, critical }, now);
  const isOver = now - rotation.shownSince >= everyMs;
  if (critical !== null) {
    if (rotation.page === critical || rotation.stopped) return rotation;
    if (rotation.looksElsewhere && !isOver) return rotation;
    return { ...rotation, page: critical, shownSince: now, looksElsewhere: false };
  }
  if (rotation.stopped || !isOver) return rotation;
  // Also where there is one page only: what changes with a turn (the strip's side) changes there too.
  return { page: (rotation.page + 1) % Math.max(1, pages), shownSince: now, stopped: false, looksElsewhere: false };
}

export function pressed(
  rotation: Rotation,
  key: RotationKey,
  { pages, critical }: Pick<RotationContext, "pages" | "critical">,
  now: ObserverMs,
): Rotation {
  if (key === "stop") return { ...rotation, stopped: !rotation.stopped, shownSince: now };
  const step = key === "next" ? 1 : -1;
  const page = (rotation.page + step + pages) % Math.max(1, pages);
  return { ...rotation, page, shownSince: now, looksElsewhere: critical !== null && page !== critical };
}

/** Why the page does not turn; null: it does. */
export function heldBy(
  rotation: Rotation,
  { pages, critical }: RotationContext,
): "person" | "critical" | "one-page" | null {
  if (critical !== null && critical === rotation.page) return "critical";
  if (rotation.stopped) return "person";
  return pages <= 1 ? "one-page" : null;
}

/** 0..1 of this page's time; null while it does not turn. */
export function progress(rotation: Rotation, context: RotationContext, now: ObserverMs): number | null {
  if (heldBy(rotation, context) !== null) return null;
  return Math.max(0, Math.min(1, (now - rotation.shownSince) / context.everyMs));
}
