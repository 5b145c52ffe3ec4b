import { AGENT_FILTERS } from "../../paths.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import * as v from "valibot";

export const SORT_KEYS = ["status", "agent", "now", "last-beat", "missed"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export const WINDOWS = { "5m": 5 * MINUTE_MS, "15m": 15 * MINUTE_MS, "1h": HOUR_MS, "6h": 6 * HOUR_MS } as const;
export type WindowName = keyof typeof WINDOWS;
export const WINDOW_NAMES = ["5m", "15m", "1h", "6h"] as const satisfies readonly WindowName[];

/** The router reads `q=42` and `q=true` as a number and a boolean. */
const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
  v.maxLength(200),
);

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  q: field(text, ""),
  state: field(v.picklist(["all", ...AGENT_FILTERS]), "all"),
  sort: field(v.picklist(SORT_KEYS), "status"),
  order: field(v.picklist(["ascending", "descending"]), "ascending"),
  view: field(v.picklist(["table", "map"]), "table"),
  window: field(v.picklist(WINDOW_NAMES), "15m"),
});

function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

/** The whole state of the Agents page, as its URL holds it. */
export type AgentsSearch = v.InferOutput<typeof schema>;

/** What is not written into the URL. */
export const AGENTS_SEARCH_DEFAULTS: AgentsSearch = v.parse(schema, {});

/** Reads the URL's parameters, whatever stands there. */
export function parseAgentsSearch(search: Record<string, unknown>): AgentsSearch {
  return v.parse(schema, search);
}
