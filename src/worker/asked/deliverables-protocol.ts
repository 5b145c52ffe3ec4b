/** What the page asks about reports, and the answers. All of it is read, nothing is made. */
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { FeatureList, FeatureQuery } from "#model/deliverables/list-features.ts";
import type { DiffRow } from "#model/deliverables/diff-rows.ts";
import type { FeatureFacts, ReportFacts, ShelfState, VersionFacts } from "#model/deliverables/report.ts";
import type { ReportPages } from "#model/deliverables/report-pages.ts";

export interface ReportId {
  feature: string;
  agent: string;
  type: string;
}

export type DeliverablesRequest =
  /** Has the streams say anew what they hold, where anything of it may have gone. */
  | { kind: "deliverable-shelf" }
  /** From memory. */
  | { kind: "deliverable-list"; query: FeatureQuery }
  /** `read`: newest versions that are not known yet are read first; a later question of this kind ends it early. */
  | { kind: "deliverable-rows"; features: readonly string[]; read: boolean }
  /**
   * Reads newest versions that are not known yet, of about so many bytes in all: asked again and again by whoever wants an order by age or
   * size, until nothing is left.
   */
  | { kind: "deliverable-fill"; maxBytes: number }
  /** The first reports, by feature, each with its newest version read: for checks, which look at no rows. */
  | { kind: "deliverable-reports"; limit: number }
  | ({ kind: "report-versions" } & ReportId)
  /** One version's body, decoded and cut into pieces. `seq` null: the newest one's. `raw`: as it is stored. */
  | ({ kind: "report"; seq: number | null; raw: boolean } & ReportId)
  /** What changed from the version `against` to the other one, line by line. */
  | { kind: "report-changes"; stream: string; seq: number; against: number };

const KINDS: Readonly<Record<DeliverablesRequest["kind"], true>> = {
  "deliverable-shelf": true,
  "deliverable-list": true,
  "deliverable-rows": true,
  "deliverable-fill": true,
  "deliverable-reports": true,
  "report-versions": true,
  report: true,
  "report-changes": true,
};

export function isAboutReports(request: { kind: string }): request is DeliverablesRequest {
  return Object.hasOwn(KINDS, request.kind);
}

export interface DeliverablesAnswers {
  "deliverable-shelf": DeliverableShelf | AskFailure;
  "deliverable-list": FeatureList;
  "deliverable-rows": FeatureFacts[];
  "deliverable-fill": DeliverableFill | AskFailure;
  "deliverable-reports": ReportList | AskFailure;
  "report-versions": ReportVersions;
  report: ReportAnswer;
  "report-changes": ReportChangesAnswer;
}

export interface DeliverableShelf {
  shelf: ShelfState;
  /** Changes when the list does. */
  revision: number;
  /** What all current versions are thought to measure: those that were read, and the others at their stream's mean. */
  estimatedBytes: number | null;
  /** Of those, the others. */
  unreadBytes: number;
}

export interface DeliverableFill {
  /** Reports whose newest version is not known yet and may still be read. */
  left: number;
}

export interface ReportList {
  shelf: ShelfState;
  reports: (ReportFacts & { feature: string })[];
}

/** Newest first. `cut`: there are more between the oldest ones and the newest. */
export type ReportVersions =
  | { state: "held"; versions: readonly VersionFacts[]; cut: boolean }
  | { state: "not-connected" | "forbidden" | "unanswered" };

/** Why a version cannot be shown. */
export type NotHeld = "gone" | "not-connected" | "forbidden" | "unanswered" | "not-stored";

export type ReportAnswer =
  | { state: "held"; subject: string; version: VersionFacts; pages: ReportPages }
  | { state: NotHeld };

export type ReportChangesAnswer =
  /** `rows` are the first ones, `more` how many follow; none at all: the two say the same, letter by letter. */
  | { state: "compared" | "too-different"; rows: readonly DiffRow[]; more: number }
  /** One of the two is not to be had: the older one, or the one that is shown. */
  | { state: NotHeld; which: "older" | "shown" };
