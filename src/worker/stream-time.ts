import type { ServerMs } from "#util/units.ts";

const MINUTE_MS = 60_000;
const DOT = 46;
const ZERO = 48;
const LENGTH_TO_MINUTE = 16;
const LENGTH_TO_SECONDS = 19;

/** "2026-02-09T14:55", as bytes, and when that is: messages come in order, so it is nearly always the same minute. */
const cachedMinute = new Uint8Array(LENGTH_TO_MINUTE);
let cachedMs = Number.NaN;

/**
 * Reads a time as servers write it, `2026-02-09T14:55:01.123456789Z`, from `start` on; NaN when it is none.
 * Servers write UTC; a replica's offset (`+01:00`) is read as well. Whole milliseconds.
 */
export function readStreamTime(bytes: Uint8Array, start: number, end: number): ServerMs {
  if (end - start < LENGTH_TO_SECONDS + 1) return Number.NaN;
  const second = digits(bytes, start + 17, 2);
  let at = start + LENGTH_TO_SECONDS;
  let ms = 0;
  if (bytes[at] === DOT) {
    at += 1;
    for (let scale = 100; at < end; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      ms += digit * scale;
      scale = scale > 1 ? scale / 10 : 0;
    }
  }
  return minuteMs(bytes, start) + second * 1000 + ms - zoneMs(bytes, at, end);
}

function minuteMs(bytes: Uint8Array, start: number): number {
  for (let i = 0; ; i += 1) {
    if (i === LENGTH_TO_MINUTE) return cachedMs;
    if (cachedMinute[i] !== bytes[start + i]) break;
  }
  const [year, month, day] = [digits(bytes, start, 4), digits(bytes, start + 5, 2), digits(bytes, start + 8, 2)];
  cachedMs = Date.UTC(year, month - 1, day, digits(bytes, start + 11, 2), digits(bytes, start + 14, 2));
  cachedMinute.set(bytes.subarray(start, start + LENGTH_TO_MINUTE));
  return cachedMs;
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
