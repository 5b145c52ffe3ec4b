import { CONNECTION_SHOWS, CONNECTION_SORT_KEYS } from "#model/server/connection-list.ts";
import * as v from "valibot";

export const SERVER_SORT_KEYS = [
  "finding",
  "server",
  "up",
  "cpu",
  "memory",
  "connections",
  "in",
  "out",
  "storage",
] as const;

export type ServerSort = (typeof SERVER_SORT_KEYS)[number];

/** The router reads `q=42` and `q=true` as a number and a boolean. */
const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
  v.maxLength(200),
);

/** A field that nobody can read falls back by itself and leaves the others alone. */
const schema = v.object({
  /** Of the servers. */
  by: field(v.picklist(SERVER_SORT_KEYS), "server"),
  byOrder: field(v.picklist(["ascending", "descending"]), "ascending"),
  /** Of the connections. */
  q: field(text, ""),
  show: field(v.picklist(CONNECTION_SHOWS), "open"),
  sort: field(v.picklist(CONNECTION_SORT_KEYS), "pending"),
  order: field(v.picklist(["ascending", "descending"]), "descending"),
  /** The connection that is opened. */
  open: field(text, ""),
});

function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

/** The whole state of the Server pages, as their URLs hold it. */
export type ServerSearch = v.InferOutput<typeof schema>;

export const SERVER_SEARCH_DEFAULTS: ServerSearch = v.parse(schema, {});

export function parseServerSearch(search: Record<string, unknown>): ServerSearch {
  return v.parse(schema, search);
}
