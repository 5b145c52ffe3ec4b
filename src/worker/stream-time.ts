import type { ServerMs } from "#util/units.ts";

const MINUTE_MS = 60_000;
const DOT = 46;
const ZERO = 48;
const LENGTH_TO_SECONDS = 19;

let cachedKey = -1;
let cachedMs = 0;

/**
 * Reads a time as servers write it, `2026-02-09T14:55:01.123456789Z`, from `start` on; NaN when it is none.
 * Servers write UTC; a replica's offset (`+01:00`) is read as well. Whole milliseconds.
 */
export function readStreamTime(bytes: Uint8Array, start: number, end: number): ServerMs {
  if (end - start < LENGTH_TO_SECONDS + 1) return Number.NaN;
  const year = digits(bytes, start, 4);
  const month = digits(bytes, start + 5, 2);
  const day = digits(bytes, start + 8, 2);
  const hour = digits(bytes, start + 11, 2);
  const minute = digits(bytes, start + 14, 2);
  const second = digits(bytes, start + 17, 2);
  const key = (((year * 16 + month) * 32 + day) * 32 + hour) * 64 + minute;
  if (key !== cachedKey) {
    cachedMs = Date.UTC(year, month - 1, day, hour, minute);
    cachedKey = key;
  }
  let at = start + LENGTH_TO_SECONDS;
  let ms = 0;
  if (bytes[at] === DOT) {
    at += 1;
    let scale = 100;
    while (at < end) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      ms += digit * scale;
      scale = scale > 1 ? scale / 10 : 0;
      at += 1;
    }
  }
  return cachedMs + second * 1000 + ms - zoneMs(bytes, at, end);
}

/** The same from a text, for times in JSON. */
export function parseStreamTime(text: string): ServerMs {
  const bytes = new TextEncoder().encode(text);
  return readStreamTime(bytes, 0, bytes.length);
}

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i += 1) {
    const digit = (bytes[i] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function zoneMs(bytes: Uint8Array, at: number, end: number): number {
  const sign = bytes[at];
  // "+" and "-": minutes east of Greenwich.
  if ((sign !== 43 && sign !== 45) || end - at < 6) return 0;
  const minutes = digits(bytes, at + 1, 2) * 60 + digits(bytes, at + 4, 2);
  return (sign === 43 ? minutes : -minutes) * MINUTE_MS;
}
