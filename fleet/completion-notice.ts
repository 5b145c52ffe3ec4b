import type { CompletionNotice } from "#contract/deliverable.ts";
import { deliverableSubject } from "#contract/subjects.ts";
import { isoTime } from "./bodies.ts";

/** A token is taken as 4 bytes; a notice stands for a report at about 200 tokens. */
export const NOTICE_TOKENS = 200;
const MAX_SUMMARY_CHARS = 500;

export interface NoticeWords {
  agent: string;
  type: string;
  feature: string;
  status: CompletionNotice["status"];
  /** Cut at 500 characters: the report is where the rest is. */
  summary: string;
  complexity?: CompletionNotice["complexity"];
  blockers?: string[];
  readyForNextStage?: boolean;
  filesModified?: string[];
  metadata?: Record<string, unknown>;
}

/** What an agent returns instead of its report: where the report is and what came of it. */
export function createCompletionNotice(words: NoticeWords, nowMs: number): CompletionNotice {
  return {
    status: words.status,
    agent: words.agent,
    task: words.feature,
    nats_channel: deliverableSubject(words.agent, words.type, words.feature),
    summary: cut(words.summary),
    complexity: words.complexity ?? "Medium",
    blockers: words.blockers ?? [],
    ready_for_next_stage: words.readyForNextStage ?? words.status === "complete",
    completion_time: isoTime(nowMs),
    ...(words.filesModified ? { files_modified: words.filesModified } : {}),
    ...(words.metadata ? { metadata: words.metadata } : {}),
  };
}

function cut(text: string): string {
  return text.length <= MAX_SUMMARY_CHARS ? text : `${text.slice(0, MAX_SUMMARY_CHARS - 1).trimEnd()}…`;
}
