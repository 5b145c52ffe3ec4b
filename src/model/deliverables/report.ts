import type { Stage } from "#contract/streams.ts";
import type { ServerMs } from "#util/units.ts";

/** Where one stored version of a report is. */
export interface VersionFacts {
  stream: string;
  seq: number;
  /** Stream time. */
  at: ServerMs;
  /** Of the body. */
  bytes: number;
}

/** One report: all that is stored under one subject, without its bodies. */
export interface ReportFacts {
  agent: string;
  type: string;
  /** How many versions the stream holds. */
  versions: number;
  /** The current version; null: not read yet, the stream's list of subjects tells only that it is there. */
  newest: VersionFacts | null;
}

/** A feature's reports in one stage; nearly always one. The one that was delivered last comes first, those not read yet last. */
export interface StageFacts {
  stage: Stage;
  reports: readonly ReportFacts[];
}

/** A feature on its way through the six stages. */
export interface FeatureFacts {
  feature: string;
  /** In the order of the stages, those that something was delivered for. */
  stages: readonly StageFacts[];
  /** Reports that belong to none of the six. */
  others: readonly ReportFacts[];
  /** The stage that comes after the furthest one delivered; null: the last one is there, or none is. */
  next: Stage | null;
  /** Stages before the furthest one that nothing was delivered for. */
  skipped: readonly Stage[];
  /** Stream time of the newest version of the furthest stage: since then the next one is missing. Null: not read yet. */
  nextSince: ServerMs | null;
}

/** Where the list of reports stands. */
export type ShelfState =
  /** Every stream that can hold reports said what it holds. */
  | { state: "whole" }
  /** Some did: the others, by name, with the reason. */
  | { state: "part"; missing: readonly ShelfGap[] }
  /** The first answers are on their way. */
  | { state: "loading" }
  /** Nothing stores reports on this server. */
  | { state: "no-stream" };

export interface ShelfGap {
  stream: string;
  reason: "forbidden" | "unanswered" | "gone" | "too-many";
}
