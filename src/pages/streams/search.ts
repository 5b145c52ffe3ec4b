import * as v from "valibot";

export const SORT_KEYS = ["finding", "stream", "messages", "bytes", "in", "out", "fill", "consumers"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** The router reads `q=42` and `q=true` as a number and a boolean. */
const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
  v.maxLength(200),
);

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  q: field(text, ""),
  show: field(v.picklist(["all", "attention"]), "all"),
  sort: field(v.picklist(SORT_KEYS), "finding"),
  order: field(v.picklist(["ascending", "descending"]), "ascending"),
});

function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

/** The whole state of the Streams page, as its URL holds it. */
export type StreamsSearch = v.InferOutput<typeof schema>;

export const STREAMS_SEARCH_DEFAULTS: StreamsSearch = v.parse(schema, {});

export function parseStreamsSearch(search: Record<string, unknown>): StreamsSearch {
  return v.parse(schema, search);
}
