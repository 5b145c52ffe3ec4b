/** What the page asks about reports, and the answers. All of it is read, nothing is made. */
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { FeatureList, FeatureQuery } from "#model/deliverables/list-features.ts";
import type { FeatureFacts, ReportFacts, ShelfState, VersionFacts } from "#model/deliverables/report.ts";
import type { ReportPages } from "#model/deliverables/report-pages.ts";

export type DeliverablesRequest =
  /** Has the streams say anew what they hold, where anything of it may have gone. */
  | { kind: "deliverable-shelf" }
  /** From memory. */
  | { kind: "deliverable-list"; query: FeatureQuery }
  /** `read`: newest versions that are not known yet are read first; a later question of this kind ends it early. */
  | { kind: "deliverable-rows"; features: readonly string[]; read: boolean }
  /** The first reports, by feature, each with its newest version read: for checks, which look at no rows. */
  | { kind: "deliverable-reports"; limit: number }
  | { kind: "report-versions"; feature: string; agent: string; type: string }
  /** One version's body, decoded and cut into pieces. `raw`: as it is stored. */
  | { kind: "report"; stream: string; seq: number; raw: boolean };

const KINDS: Readonly<Record<DeliverablesRequest["kind"], true>> = {
  "deliverable-shelf": true,
  "deliverable-list": true,
  "deliverable-rows": true,
  "deliverable-reports": true,
  "report-versions": true,
  report: true,
};

export function isAboutReports(request: { kind: string }): request is DeliverablesRequest {
  return Object.hasOwn(KINDS, request.kind);
}

export interface DeliverablesAnswers {
  "deliverable-shelf": DeliverableShelf | AskFailure;
  "deliverable-list": FeatureList;
  "deliverable-rows": FeatureFacts[];
  "deliverable-reports": ReportList | AskFailure;
  "report-versions": ReportVersions;
  report: ReportAnswer;
}

export interface DeliverableShelf {
  shelf: ShelfState;
  /** Changes when the list does. */
  revision: number;
  /** What all current versions are thought to measure: those that were read, and the others at their stream's mean. */
  estimatedBytes: number | null;
}

export interface ReportList {
  shelf: ShelfState;
  reports: (ReportFacts & { feature: string })[];
}

/** Newest first. `cut`: there are more between the oldest ones and the newest. */
export type ReportVersions =
  | { state: "held"; versions: readonly VersionFacts[]; cut: boolean }
  | { state: "not-connected" | "forbidden" | "unanswered" };

export type ReportAnswer =
  | { state: "held"; subject: string; version: VersionFacts; pages: ReportPages }
  | { state: "gone" | "not-connected" | "forbidden" | "unanswered" | "not-stored" };
