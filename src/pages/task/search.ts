import * as v from "valibot";

/** The router reads a number as a number; what names a message is text. */
const schema = v.object({
  /** The message that is opened: `stream/sequence`; empty: none. */
  open: v.optional(v.fallback(v.pipe(v.string(), v.maxLength(300)), ""), ""),
});

/** What of the Task page is in its URL, besides the task. */
export type TaskSearch = v.InferOutput<typeof schema>;

export const TASK_SEARCH_DEFAULTS: TaskSearch = v.parse(schema, {});

export function parseTaskSearch(search: Record<string, unknown>): TaskSearch {
  return v.parse(schema, search);
}
