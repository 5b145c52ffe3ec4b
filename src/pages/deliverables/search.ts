import { FEATURE_FILTERS, FEATURE_SORTS } from "#model/deliverables/list-features.ts";
import * as v from "valibot";

/** The router reads `q=42` and `q=true` as a number and a boolean. */
const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
  v.maxLength(200),
);

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  q: field(text, ""),
  state: field(v.picklist(["all", ...FEATURE_FILTERS]), "all"),
  sort: field(v.picklist(FEATURE_SORTS), "feature"),
  order: field(v.picklist(["ascending", "descending"]), "ascending"),
});

function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

/** The whole state of the Deliverables page, as its URL holds it. */
export type DeliverablesSearch = v.InferOutput<typeof schema>;

/** What is not written into the URL. */
export const DELIVERABLES_SEARCH_DEFAULTS: DeliverablesSearch = v.parse(schema, {});

/** Reads the URL's parameters, whatever stands there. */
export function parseDeliverablesSearch(search: Record<string, unknown>): DeliverablesSearch {
  return v.parse(schema, search);
}
