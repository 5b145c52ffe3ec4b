import * as v from "valibot";

const schema = v.object({ show: v.optional(v.fallback(v.optional(v.picklist(["read-only"])), undefined)) });

/** The URL of the Connection page: which part of it is brought into view. */
export type ConnectionSearch = { show?: "read-only" };

export function parseConnectionSearch(search: Record<string, unknown>): ConnectionSearch {
  const { show } = v.parse(schema, search);
  return show === undefined ? {} : { show };
}
