import { CONSUMER_SORTS } from "#model/streams/consumer-list.ts";
import { CONSUMER_VERDICTS } from "#model/streams/consumer-verdict.ts";
import * as v from "valibot";

/** The router reads `q=42` and `q=true` as a number and a boolean. */
const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
  v.maxLength(300),
);

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  q: field(text, ""),
  /** Empty: of all streams. */
  stream: field(text, ""),
  verdict: field(v.picklist(["all", "attention", ...CONSUMER_VERDICTS]), "all"),
  /** `stream/consumer`, whose detail stands beside the list; empty: none. */
  open: field(v.pipe(text, v.regex(/^$|^[^/]+\/[^/]+$/u)), ""),
  sort: field(v.picklist(CONSUMER_SORTS), "verdict"),
  order: field(v.picklist(["ascending", "descending"]), "ascending"),
});

function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

/** The whole state of the Consumers page, as its URL holds it. */
export type ConsumersSearch = v.InferOutput<typeof schema>;

export const CONSUMERS_SEARCH_DEFAULTS: ConsumersSearch = v.parse(schema, {});

export function parseConsumersSearch(search: Record<string, unknown>): ConsumersSearch {
  return v.parse(schema, search);
}
