import * as v from "valibot";

/** The sequence of the message that is opened; left out, or unreadable: none. */
const schema = v.object({
  message: v.optional(v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))), undefined)),
});

export type StreamSearch = v.InferOutput<typeof schema>;

export function parseStreamSearch(search: Record<string, unknown>): StreamSearch {
  return v.parse(schema, search);
}
