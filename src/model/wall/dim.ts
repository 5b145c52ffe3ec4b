/** The hours in which a wall is darker than by day. */
export interface DimSchedule {
  /** Minutes since midnight, where the screen is. */
  from: number;
  to: number;
}

const WRITTEN = /^(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?$/u;

/** @param text "22-06", "22:30-6:15" @returns null for anything else, and for no time at all */
export function parseDim(text: string): DimSchedule | null {
  const match = WRITTEN.exec(text);
  if (match === null) return null;
  const [from, to] = [minutesOf(match[1], match[2]), minutesOf(match[3], match[4])];
  return from === null || to === null || from === to ? null : { from, to };
}

function minutesOf(hours: string | undefined, minutes: string | undefined): number | null {
  const [h, m] = [Number(hours), Number(minutes ?? 0)];
  return h <= 24 && m <= 59 && h * 60 + m <= 24 * 60 ? (h * 60 + m) % (24 * 60) : null;
}

/** @param minutes since midnight */
export function isDimmed({ from, to }: DimSchedule, minutes: number): boolean {
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}
