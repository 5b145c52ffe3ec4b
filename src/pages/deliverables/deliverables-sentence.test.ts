import { deliverablesSentence, failureWords } from "./deliverables-sentence.ts";
import { DELIVERABLES_SEARCH_DEFAULTS, parseDeliverablesSearch } from "./search.ts";
import type { FeatureCounts } from "#model/deliverables/list-features.ts";
import type { ShelfState } from "#model/deliverables/report.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { describe, expect, it } from "vitest";

const NOTHING: FeatureCounts = {
  features: 0,
  reports: 0,
  versions: 0,
  read: 0,
  readBytes: 0,
  done: { research: 0, critique: 0, backend: 0, frontend: 0, qa: 0, statistics: 0 },
  filters: {
    open: 0,
    complete: 0,
    skipped: 0,
    research: 0,
    critique: 0,
    backend: 0,
    frontend: 0,
    qa: 0,
    statistics: 0,
  },
};
const SOME: FeatureCounts = {
  ...NOTHING,
  features: 12,
  filters: { ...NOTHING.filters, open: 9, complete: 3, frontend: 5, qa: 4, skipped: 2 },
};

function words(parts: readonly SentencePart[]): string {
  return parts
    .map((part) => (typeof part === "string" ? part : part.text))
    .join("")
    .replaceAll("\u00A0", " ");
}

function alarms(parts: readonly SentencePart[]) {
  return parts.flatMap((part) => (typeof part === "string" || part.alarm === undefined ? [] : [part.alarm]));
}

describe("the sentence of the matrix", () => {
  const missing = [{ stream: "agog_features_qa", reason: "forbidden" as const }];
  it.each<{ shelf: ShelfState; counts: FeatureCounts | null; says: string; alarm: string[] }>([
    { shelf: { state: "loading" }, counts: null, says: "The streams are asked what they hold.", alarm: ["unknown"] },
    { shelf: { state: "whole" }, counts: null, says: "The list is being made.", alarm: ["unknown"] },
    { shelf: { state: "whole" }, counts: NOTHING, says: "Nothing was delivered yet.", alarm: [] },
    {
      shelf: { state: "whole" },
      counts: SOME,
      says: "12 features: 3 went through all six stages, 9 on their way. Missing most often: frontend, 5 times. 2 skipped a stage.",
      alarm: [],
    },
    {
      shelf: { state: "no-stream" },
      counts: NOTHING,
      says: "No stream stores reports on this server: what is delivered is not kept.",
      alarm: ["warning"],
    },
    {
      shelf: { state: "part", missing },
      counts: NOTHING,
      says: "What was delivered cannot be seen: agog_features_qa, this login may not ask it ($JS.API.STREAM.INFO)",
      alarm: ["warning"],
    },
  ])("says $says", ({ shelf, counts, says, alarm }) => {
    const sentence = deliverablesSentence(shelf, counts);
    expect(words(sentence)).toBe(says);
    expect(alarms(sentence)).toEqual(alarm);
  });

  it("never takes a part for the whole", () => {
    const sentence = words(deliverablesSentence({ state: "part", missing }, SOME));
    expect(sentence).toContain("12 features");
    expect(sentence).toContain("Part only: agog_features_qa");
  });

  it("names the question that failed, and why", () => {
    expect(failureWords({ state: "failed", why: "timeout", subject: "STREAM.NAMES", detail: "slow" })).toBe(
      "no answer came in time (STREAM.NAMES: slow)",
    );
  });
});

describe("the matrix's address", () => {
  it("is read field by field, whatever stands there", () => {
    expect(parseDeliverablesSearch({})).toEqual(DELIVERABLES_SEARCH_DEFAULTS);
    expect(parseDeliverablesSearch({ q: 42, state: "nonsense", sort: "size", order: 7 })).toEqual({
      q: "42",
      state: "all",
      sort: "size",
      order: "ascending",
    });
    expect(parseDeliverablesSearch({ q: "x".repeat(201), state: "qa" })).toMatchObject({ q: "", state: "qa" });
  });
});
