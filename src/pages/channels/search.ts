import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import * as v from "valibot";

/** How far back; `all`: whatever is held. */
export const TIMES = { "15m": 15 * MINUTE_MS, "1h": HOUR_MS, "6h": 6 * HOUR_MS, all: null } as const;
export type TimeName = keyof typeof TIMES;
export const TIME_NAMES = ["15m", "1h", "6h", "all"] as const satisfies readonly TimeName[];

/** The router reads `q=42` and `q=true` as a number and a boolean. */
const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
  v.maxLength(200),
);

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  q: field(text, ""),
  /** `auto`: as the channel is read best. */
  shape: field(v.picklist(["auto", "messages", "groups"]), "auto"),
  /** Empty: everybody; `nobody` is said by `unnamed`. */
  agent: field(text, ""),
  unnamed: field(v.boolean(), false),
  time: field(v.picklist(TIME_NAMES), "all"),
  group: field(text, ""),
  open: field(text, ""),
});

function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

/** The whole state of a channel's page, as its URL holds it. */
export type ChannelSearch = v.InferOutput<typeof schema>;

/** What is not written into the URL. */
export const CHANNEL_SEARCH_DEFAULTS: ChannelSearch = v.parse(schema, {});

/** Reads the URL's parameters, whatever stands there. */
export function parseChannelSearch(search: Record<string, unknown>): ChannelSearch {
  return v.parse(schema, search);
}

/** The message that `open` names; null where it names none. */
export function openedMessage(open: string): { stream: string; seq: number } | null {
  const slash = open.lastIndexOf("/");
  const seq = Number(open.slice(slash + 1));
  if (slash < 1 || !Number.isSafeInteger(seq) || seq < 1) return null;
  return { stream: open.slice(0, slash), seq };
}
