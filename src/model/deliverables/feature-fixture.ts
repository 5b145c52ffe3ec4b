/** A live view and a feature, for component tests of the pages about deliverables. */
import { emptyView } from "../empty-view.ts";
import { featureFacts } from "./features.ts";
import { createReportLedger, noteVersion } from "./report-ledger.ts";
import type { FeatureFacts } from "./report.ts";
import { assert } from "#util/assert.ts";
import type { FleetView } from "../view.ts";

export const FIXTURE_NOW = performance.timeOrigin + performance.now();

export function liveView(): FleetView {
  return {
    ...emptyView(),
    tick: 1,
    connection: {
      state: "live",
      since: FIXTURE_NOW,
      server: { name: "demo", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null },
      rttMs: 1,
    },
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: FIXTURE_NOW, completeSince: FIXTURE_NOW, doneRatio: 1, complete: true },
    newestAt: FIXTURE_NOW,
  };
}

export interface Told {
  agent: string;
  type: string;
  seq: number;
  /** Before now. */
  ageMs: number;
  bytes: number;
}

/** What is known of a feature after these reports. */
export function featureOf(feature: string, reports: readonly Told[]): FeatureFacts {
  const ledger = createReportLedger("p");
  for (const { agent, type, seq, ageMs, bytes } of reports) {
    const version = { stream: `agog_features_${type}`, seq, at: FIXTURE_NOW - ageMs, bytes };
    noteVersion(ledger, `p.${agent}.${type}.${feature}`, version);
  }
  const entries = ledger.features.get(feature);
  assert(entries !== undefined, "some report is told");
  return featureFacts(feature, entries);
}
