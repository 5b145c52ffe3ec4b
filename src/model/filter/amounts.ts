import type { FilterField } from "./filter-field.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

/** Largest first, so that an amount is written with as few digits as it can be. */
const DURATIONS = [
  ["d", DAY_MS],
  ["h", HOUR_MS],
  ["m", MINUTE_MS],
  ["s", SECOND_MS],
  ["ms", 1],
] as const;
const SIZES = [
  ["GB", 1024 ** 3],
  ["MB", 1024 ** 2],
  ["KB", 1024],
  ["B", 1],
] as const;
const NUMBERS = [
  ["M", 1e6],
  ["k", 1e3],
  ["", 1],
] as const;

type AmountKind = Exclude<FilterField["kind"], "text" | "choice">;

const UNITS: Readonly<Record<AmountKind, readonly (readonly [string, number])[]>> = {
  duration: DURATIONS,
  size: SIZES,
  number: NUMBERS,
};

/** Other ways in which people write the same units. */
const ALIASES: Readonly<Record<string, string>> = {
  min: "m",
  mins: "m",
  sec: "s",
  secs: "s",
  hr: "h",
  hrs: "h",
  day: "d",
  days: "d",
  kib: "kb",
  mib: "mb",
  gib: "gb",
  bytes: "b",
};

const AMOUNT = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/u;

/** `10m` of a duration is 600,000; null where it is no amount of that kind. Without a unit a duration is in seconds, a size in bytes. */
export function parseAmount(kind: AmountKind, text: string): number | null {
  const found = AMOUNT.exec(text.toLowerCase());
  if (found === null) return null;
  const written = found[2] ?? "";
  const wanted = Object.hasOwn(ALIASES, written) ? ALIASES[written] : written;
  const plain = { duration: "s", size: "b", number: "" }[kind];
  const unit = UNITS[kind].find(([name]) => name.toLowerCase() === (wanted === "" ? plain : wanted));
  const amount = unit === undefined ? Number.NaN : Number(found[1]) * unit[1];
  return Number.isFinite(amount) ? amount : null;
}

/** As `parseAmount` reads it back: in the largest unit of which it is a whole number, else in the smallest. */
export function printAmount(kind: AmountKind, amount: number): string {
  const units = UNITS[kind];
  const unit = units.find(([, size]) => amount >= size && Number.isInteger(amount / size)) ?? units.at(-1);
  return unit === undefined ? String(amount) : `${plainDigits(amount / unit[1])}${unit[0]}`;
}

/** Never `1e+21`. */
function plainDigits(value: number): string {
  return value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 });
}

export function exampleOf(kind: AmountKind): string {
  return { duration: "10m", size: "64KB", number: "3" }[kind];
}
