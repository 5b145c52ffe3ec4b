import * as v from "valibot";

export const REPORT_SHAPES = ["rendered", "raw", "metadata", "changes"] as const;
export type ReportShape = (typeof REPORT_SHAPES)[number];

const sequence = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)));

const schema = v.object({
  /** Sequence of the version shown; null: the newest. */
  version: v.optional(v.fallback(sequence, null), null),
  show: v.optional(v.fallback(v.picklist(REPORT_SHAPES), "rendered"), "rendered"),
  /** Sequence of the version that changes are told against; null: the one before. */
  against: v.optional(v.fallback(sequence, null), null),
});

export type ReportSearch = v.InferOutput<typeof schema>;

export const REPORT_SEARCH_DEFAULTS: ReportSearch = v.parse(schema, {});

/** Reads the URL's parameters, whatever stands there. */
export function parseReportSearch(search: Record<string, unknown>): ReportSearch {
  return v.parse(schema, search);
}
