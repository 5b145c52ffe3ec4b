import { featureFacts } from "./features.ts";
import type { FeatureQuery } from "./list-features.ts";
import { listFeatures } from "./list-features.ts";
import type { ReportLedger } from "./report-ledger.ts";
import {
  createReportLedger,
  noteReports,
  noteVersion,
  takeSubjectList,
  voidShelf,
  versionsOf,
} from "./report-ledger.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const PREFIX = "agog.deliverables";
const ALL: FeatureQuery = { text: "", filter: "all", sort: "feature", order: "ascending" };

function message(subject: string, seq: number, bytes = 100) {
  return { subject: `${PREFIX}.${subject}`, seq, at: seq * 1000, data: new Uint8Array(bytes), headers: {} };
}

function listed(ledger: ReportLedger, stream: string, lastSeq: number, counts: Record<string, number>): void {
  const named = Object.entries(counts).map(([subject, count]) => [`${PREFIX}.${subject}`, count] as const);
  takeSubjectList(ledger, stream, { lastSeq, meanBytes: 1000, counts: new Map(named) });
}

function versions(ledger: ReportLedger): Record<string, number> {
  const entries = [...ledger.shelves.values()].flatMap(({ subjects }) => [...subjects]);
  return Object.fromEntries(entries.map(([subject, entry]) => [subject.slice(PREFIX.length + 1), versionsOf(entry)]));
}

describe("what is known of the reports", () => {
  it("is the stream's list, and what came after it", () => {
    const ledger = createReportLedger(PREFIX);
    listed(ledger, "backend", 10, { "roy.backend.search": 3, "roy.backend.login": 1 });
    noteReports(ledger, "backend", [message("roy.backend.search", 9), message("roy.backend.search", 11, 500)]);
    expect(versions(ledger)).toEqual({ "roy.backend.search": 4, "roy.backend.login": 1 });
    const facts = featureFacts("search", ledger.features.get("search") ?? []);
    expect(facts).toMatchObject({
      stages: [
        { stage: "backend", reports: [{ agent: "roy", versions: 4, newest: { seq: 11, at: 11_000, bytes: 500 } }] },
      ],
      next: "frontend",
      nextSince: 11_000,
      skipped: ["research", "critique"],
    });
  });

  it("forgets what the stream no longer lists, and keeps what came since", () => {
    const ledger = createReportLedger(PREFIX);
    listed(ledger, "backend", 10, { "roy.backend.old": 1 });
    noteReports(ledger, "backend", [message("roy.backend.new", 12)]);
    listed(ledger, "backend", 11, {});
    expect(versions(ledger)).toEqual({ "roy.backend.new": 1 });
    listed(ledger, "backend", 12, { "roy.backend.new": 1 });
    expect(versions(ledger)).toEqual({ "roy.backend.new": 1 });
    voidShelf(ledger, "backend");
    expect(versions(ledger)).toEqual({});
  });

  it("takes a feature with dots whole, and passes over what is no report", () => {
    const ledger = createReportLedger(PREFIX);
    noteReports(ledger, "s", [message("roy.backend.v1.2.search", 1), message("roy.backend", 2), message("roy", 3)]);
    noteReports(ledger, "s", [{ ...message("x.y.z", 4), subject: "agog.deliverablesx.y.z" }]);
    expect([...ledger.features.keys()]).toEqual(["v1.2.search"]);
  });

  it("does not call a next stage missing since a moment that it does not know", () => {
    const ledger = createReportLedger(PREFIX);
    listed(ledger, "research", 5, { "cynthia.research.search": 1 });
    expect(featureFacts("search", ledger.features.get("search") ?? [])).toMatchObject({
      next: "critique",
      nextSince: null,
      stages: [{ reports: [{ newest: null, versions: 1 }] }],
    });
  });

  it("knows no next stage of reports that belong to none of the six", () => {
    const ledger = createReportLedger(PREFIX);
    listed(ledger, "s", 5, { "zoe.audit.search": 2, "zoe.qa.login": 1 });
    const features = ledger.features;
    expect(featureFacts("search", features.get("search") ?? [])).toMatchObject({
      stages: [],
      others: [{ agent: "zoe", type: "audit", versions: 2 }],
      next: null,
    });
    expect(featureFacts("login", features.get("login") ?? [])).toMatchObject({ stages: [{ stage: "qa" }] });
  });

  it("is the same in any order, batching and repetition", () => {
    const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
    const feature = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(
        seqs,
        fc.array(feature, { minLength: 20, maxLength: 20 }),
        fc.integer(),
        fc.integer({ max: 30, min: 0 }),
        (given, names, seed, lastSeq) => {
          const messages = given.map((seq, index) => message(`roy.backend.${names[index] ?? "a"}`, seq, seq));
          const counts: Record<string, number> = {};
          for (const { subject, seq } of messages) {
            const short = subject.slice(PREFIX.length + 1);
            if (seq <= lastSeq) counts[short] = (counts[short] ?? 0) + 1;
          }
          const one = createReportLedger(PREFIX);
          listed(one, "s", lastSeq, counts);
          noteReports(one, "s", messages);
          const other = createReportLedger(PREFIX);
          const shuffled = messages.toSorted((a, b) => ((a.seq * 7919 + seed) % 101) - ((b.seq * 7919 + seed) % 101));
          for (const each of [...shuffled, ...shuffled]) noteReports(other, "s", [each]);
          listed(other, "s", lastSeq, counts);
          expect(listFeatures(other.features, ALL)).toEqual(listFeatures(one.features, ALL));
          for (const [name, entries] of one.features) {
            expect(featureFacts(name, other.features.get(name) ?? [])).toEqual(featureFacts(name, entries));
          }
        },
      ),
    );
  });
});

describe("the list of features", () => {
  const ledger = createReportLedger(PREFIX);
  listed(ledger, "research", 9, { "cynthia.research.f-2": 1, "cynthia.research.f-10": 1, "cynthia.research.done": 4 });
  listed(ledger, "critique", 9, { "sylvia.critique.f-10": 1, "sylvia.critique.done": 1 });
  listed(ledger, "rest", 9, {
    "roy.backend.done": 1,
    "jen.frontend.done": 1,
    "billy.qa.done": 1,
    "priya.statistics.done": 1,
    "jen.frontend.lone": 1,
  });
  noteVersion(ledger, `${PREFIX}.cynthia.research.f-2`, { stream: "research", seq: 2, at: 2000, bytes: 10 });
  noteVersion(ledger, `${PREFIX}.jen.frontend.lone`, { stream: "rest", seq: 5, at: 5000, bytes: 40 });
  const features = ledger.features;

  it("counts all of them, whatever is asked for", () => {
    const { ids, counts } = listFeatures(features, { ...ALL, text: "nobody" });
    expect(ids).toEqual([]);
    expect(counts).toMatchObject({
      features: 4,
      reports: 10,
      versions: 13,
      read: 2,
      readBytes: 50,
      done: { research: 3, critique: 2, backend: 1, frontend: 2, qa: 1, statistics: 1 },
      filters: { open: 3, complete: 1, skipped: 1, critique: 1, backend: 1, qa: 1, research: 0 },
    });
  });

  it.each([
    { query: {}, ids: ["done", "f-2", "f-10", "lone"] },
    { query: { order: "descending" }, ids: ["lone", "f-10", "f-2", "done"] },
    { query: { text: "SYLVIA f-" }, ids: ["f-10"] },
    { query: { filter: "open" }, ids: ["f-2", "f-10", "lone"] },
    { query: { filter: "qa" }, ids: ["lone"] },
    { query: { filter: "skipped" }, ids: ["lone"] },
    { query: { filter: "complete" }, ids: ["done"] },
    { query: { sort: "stages", order: "descending" }, ids: ["done", "lone", "f-10", "f-2"] },
    { query: { sort: "waiting" }, ids: ["f-2", "lone", "done", "f-10"] },
    { query: { sort: "waiting", order: "descending" }, ids: ["lone", "f-2", "done", "f-10"] },
    { query: { sort: "delivered" }, ids: ["f-2", "lone", "done", "f-10"] },
    { query: { sort: "size", order: "descending" }, ids: ["lone", "f-2", "done", "f-10"] },
    { query: { sort: "versions", order: "descending" }, ids: ["done", "f-10", "f-2", "lone"] },
  ] as const)("is in order for $query", ({ query, ids }) => {
    expect(listFeatures(features, { ...ALL, ...query }).ids).toEqual(ids);
  });
});
