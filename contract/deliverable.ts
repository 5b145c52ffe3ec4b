import * as v from "valibot";

/** `agog.deliverables.{agent}.{type}.{feature}`: report bodies of every shape in use. */
export const reportSchema = v.looseObject({
  content: v.optional(v.unknown()),
  metadata: v.optional(v.unknown()),
});

export type ReportBody = v.InferOutput<typeof reportSchema>;

export const reportMetadataSchema = v.looseObject({
  agent: v.string(),
  taskType: v.string(),
  feature: v.string(),
  timestamp: v.string(),
});

export type ReportMetadata = v.InferOutput<typeof reportMetadataSchema>;

/** What a reader makes of a report: markdown where there is any, else the JSON as written. */
export interface Deliverable {
  agent: string;
  type: string;
  feature: string;
  shape: "markdown" | "content-object" | "flat" | "plain-text";
  markdown: string | null;
  json: unknown;
  metadata: Record<string, unknown>;
  bytes: number;
}

export const completionNoticeSchema = v.object({
  status: v.picklist(["complete", "failed", "blocked"]),
  agent: v.string(),
  task: v.string(),
  nats_channel: v.string(),
  summary: v.string(),
  complexity: v.picklist(["Simple", "Medium", "Complex"]),
  blockers: v.array(v.string()),
  ready_for_next_stage: v.boolean(),
  completion_time: v.string(),
  files_modified: v.optional(v.array(v.string())),
  metadata: v.optional(v.record(v.string(), v.unknown())),
});

/** What an agent returns instead of its report, about 200 tokens. */
export type CompletionNotice = v.InferOutput<typeof completionNoticeSchema>;

/** A notice out of anything, null where it is none. */
export function readCompletionNotice(json: unknown): CompletionNotice | null {
  const parsed = v.safeParse(completionNoticeSchema, json);
  return parsed.success ? parsed.output : null;
}
