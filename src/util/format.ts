/**
 * Every figure on the page is written here, through Intl. The page speaks English; times are shown in the viewer's zone.
 * `now` is an argument, so the same input always gives the same text. `zone` is for tests: an IANA name, the viewer's own when left out.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./units.ts";

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const ONE_DIGIT = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const AT_MOST_ONE_DIGIT = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

/** A no-break space between a figure and its unit, so that a line never parts them. */
const GLUE = "\u00A0";

export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** "1 agent", "24 agents". @param many when it is not the singular with an s */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(count)}${GLUE}${count === 1 ? one : many}`;
}

/** A figure that need not be whole: "0.5", "2.4", "12". */
export function formatFigure(value: number): string {
  return (value < 10 ? AT_MOST_ONE_DIGIT : WHOLE).format(value);
}

/** @param ratio 0..1 */
export function formatPercent(ratio: number): string {
  return PERCENT.format(ratio);
}

/** Two units at most: "0 s", "12 s", "4 min 12 s", "2 h 5 min", "3 d 4 h". Cut, never rounded up: 59.9 s is not a minute yet. */
export function formatDuration(ms: number): string {
  const positive = Math.max(0, ms);
  if (positive < MINUTE_MS) return amount(positive / SECOND_MS, "s");
  if (positive < HOUR_MS) return pair(positive, MINUTE_MS, "min", SECOND_MS, "s");
  if (positive < DAY_MS) return pair(positive, HOUR_MS, "h", MINUTE_MS, "min");
  return pair(positive, DAY_MS, "d", HOUR_MS, "h");
}

/** One unit, cut: "12 s", "16 min", "2 h", "3 d". For many ages side by side, which are read as a pattern. */
export function formatRoughly(ms: number): string {
  const positive = Math.max(0, ms);
  if (positive < MINUTE_MS) return amount(positive / SECOND_MS, "s");
  if (positive < HOUR_MS) return amount(positive / MINUTE_MS, "min");
  if (positive < DAY_MS) return amount(positive / HOUR_MS, "h");
  return amount(positive / DAY_MS, "d");
}

/** As `formatDuration`, with tenths below ten seconds ("0.2 s"): for ages that are watched. */
export function formatAge(ms: number): string {
  const positive = Math.max(0, ms);
  if (positive < 10 * SECOND_MS) return `${ONE_DIGIT.format(Math.floor(positive / 100) / 10)}${GLUE}s`;
  return formatDuration(positive);
}

/** A round trip or another small time: "3 ms", "0.4 ms", "1.2 s". */
export function formatMilliseconds(ms: number): string {
  if (ms >= SECOND_MS) return `${AT_MOST_ONE_DIGIT.format(ms / SECOND_MS)}${GLUE}s`;
  return `${(ms < 10 ? AT_MOST_ONE_DIGIT : WHOLE).format(ms)}${GLUE}ms`;
}

/** How long something took, from milliseconds to days: "12 ms", "4.2 s", "1 min 3 s". */
export function formatSpan(ms: number): string {
  return ms < SECOND_MS ? formatMilliseconds(Math.max(0, ms)) : formatAge(ms);
}

/** "00:42", "12:05", "1:02:03": a running clock. */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / SECOND_MS);
  const hours = Math.floor(seconds / 3600);
  const minutesAndSeconds = `${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
  return hours === 0 ? minutesAndSeconds : `${hours}:${minutesAndSeconds}`;
}

/** What is left until something happens: "0:12", "4:05", rounded up, so that 0:00 means now. */
export function formatCountdown(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / SECOND_MS);
  return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;
}

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** "812 B", "14.2 KiB", "2 GiB": powers of 1,024. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${(value < 100 ? AT_MOST_ONE_DIGIT : WHOLE).format(value)}${GLUE}${BYTE_UNITS[unit]}`;
}

/** "12/s", "0.8/s"; slower than one in two seconds by the minute: "24/min", "0.5/min". */
export function formatRate(perSecond: number): string {
  if (perSecond >= 0.5) return `${formatFigure(perSecond)}/s`;
  return `${formatFigure(perSecond * 60)}/min`;
}

/**
 * A moment, as short as it stays clear: "12:03" today, "Mon 12:03" within six days, "9 Feb 12:03" before.
 * @param at milliseconds since 1970 @param now the same, of the moment of reading
 */
export function formatClock(at: number, now: number, zone?: string): string {
  if (sameDay(at, now, zone)) return format("minute", at, zone);
  if (Math.abs(now - at) < 6 * DAY_MS) return `${format("weekday", at, zone)} ${format("minute", at, zone)}`;
  return `${format("day", at, zone)} ${format("minute", at, zone)}`;
}

/** As `formatClock`, with seconds: "12:03:11". */
export function formatClockSeconds(at: number, now: number, zone?: string): string {
  if (sameDay(at, now, zone)) return format("second", at, zone);
  return `${format("day", at, zone)} ${format("second", at, zone)}`;
}

/** The whole moment, for titles and details: "24 Nov 2026, 12:03:11". */
export function formatMoment(at: number, zone?: string): string {
  return format("whole", at, zone);
}

function amount(value: number, unit: string): string {
  return `${WHOLE.format(Math.floor(value))}${GLUE}${unit}`;
}

function pair(ms: number, bigMs: number, big: string, smallMs: number, smallUnit: string): string {
  const rest = Math.floor((ms % bigMs) / smallMs);
  const first = amount(ms / bigMs, big);
  return rest === 0 ? first : `${first}${GLUE}${amount(rest, smallUnit)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

const TIME: Intl.DateTimeFormatOptions = { hourCycle: "h23", hour: "2-digit", minute: "2-digit" };

const OPTIONS = {
  minute: TIME,
  second: { ...TIME, second: "2-digit" },
  weekday: { weekday: "short" },
  day: { day: "numeric", month: "short" },
  whole: { ...TIME, second: "2-digit", day: "numeric", month: "short", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making an Intl format costs a thousand times what using it does: each is made when it is first used, and kept. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function format(shape: keyof typeof OPTIONS, at: number, zone: string | undefined): string {
  const key = zone === undefined ? shape : `${shape} ${zone}`;
  let known = FORMATS.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(
      "en-GB",
      zone === undefined ? OPTIONS[shape] : { ...OPTIONS[shape], timeZone: zone },
    );
    FORMATS.set(key, known);
  }
  return known.format(at);
}

function sameDay(a: number, b: number, zone: string | undefined): boolean {
  if (Math.abs(a - b) >= DAY_MS) return false;
  return format("day", a, zone) === format("day", b, zone);
}
