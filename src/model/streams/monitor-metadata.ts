/** Thresholds that stand in an asset's own metadata, as `nats server check` and its kin read them. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

const PREFIX = "io.nats.monitor.";

export type Metadata = Readonly<Record<string, string>>;

/** False only where the metadata say so: then its own thresholds are not applied. */
export function isMonitored(metadata: Metadata): boolean {
  const said = metadata[`${PREFIX}enabled`];
  return said === undefined || !/^(0|f|false|no|off)$/iu.test(said.trim());
}

/** Null where it is not there, unreadable, or negative, which means "not checked". */
export function countThreshold(metadata: Metadata, name: string): number | null {
  if (!isMonitored(metadata)) return null;
  const text = metadata[PREFIX + name]?.trim();
  if (text === undefined || !/^\d+(\.\d+)?$/u.test(text)) return null;
  return Number(text);
}

export function flagThreshold(metadata: Metadata, name: string): boolean {
  return isMonitored(metadata) && /^(1|t|true|yes|on)$/iu.test(metadata[PREFIX + name]?.trim() ?? "");
}

/** In milliseconds; null where it is not there, unreadable or zero. */
export function durationThreshold(metadata: Metadata, name: string): number | null {
  if (!isMonitored(metadata)) return null;
  const text = metadata[PREFIX + name];
  const ms = text === undefined ? null : readGoDuration(text);
  return ms === null || ms <= 0 ? null : ms;
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  D: DAY_MS,
  w: 7 * DAY_MS,
  W: 7 * DAY_MS,
  M: 30 * DAY_MS,
  y: 365 * DAY_MS,
  Y: 365 * DAY_MS,
};

const PART = /(\d+(?:\.\d+)?)(ns|us|µs|μs|ms|[smhdDwWMyY])/gu;

/** "1h30m", "500ms", "1d": as Go writes durations, and the longer units that its NATS tools know. Milliseconds; null for anything else. */
export function readGoDuration(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "0") return 0;
  let ms = 0;
  let read = 0;
  for (const [whole, figure, unit] of trimmed.matchAll(PART)) {
    ms += Number(figure) * (UNITS[unit ?? ""] ?? Number.NaN);
    read += whole.length;
  }
  return read > 0 && read === trimmed.length ? ms : null;
}
