import { withDeliverables } from "./snapshot-deliverables.ts";
import { snapshotOf } from "./snapshot.ts";
import { emptyView } from "#model/empty-view.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { expect, it } from "vitest";

const EMPTY = snapshotOf(emptyView(0), { coordination: "mjwork", bounds: DEFAULT_BOUNDS }, 0);
const NEWEST = { stream: "s", seq: 7, at: Date.UTC(2026, 10, 24, 12), bytes: 80 };
const REPORT = { feature: "f", agent: "roy", type: "backend", versions: 2, newest: NEWEST };

it("lists the reports whose newest version is known", () => {
  const unread = { ...REPORT, feature: "g", newest: null };
  const { parts, deliverables } = withDeliverables(EMPTY, { shelf: { state: "whole" }, reports: [REPORT, unread] });
  expect(parts.deliverables).toEqual({ state: "ready", reason: null, completeSince: null });
  expect(deliverables).toEqual([
    {
      agent: "roy",
      type: "backend",
      feature: "f",
      versions: 2,
      bytes: 80,
      publishedAt: "2026-11-24T12:00:00.000Z",
      stream: "s",
      seq: 7,
    },
  ]);
});

it("shows no part for the whole", () => {
  const missing = [{ stream: "s", reason: "forbidden" as const }];
  const part = withDeliverables(EMPTY, { shelf: { state: "part", missing }, reports: [REPORT] });
  expect(part.parts.deliverables).toMatchObject({ state: "forbidden", reason: "s: forbidden" });
  expect(part.deliverables).toEqual([]);
  const none = withDeliverables(EMPTY, { shelf: { state: "no-stream" }, reports: [] });
  expect(none.parts.deliverables.state).toBe("no-stream");
  const failed = withDeliverables(EMPTY, { state: "failed", why: "timeout", subject: "x", detail: null });
  expect(failed.parts.deliverables.state).toBe("loading");
});
