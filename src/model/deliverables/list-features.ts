import { furthest, nextOf, skippedOf, stageBits } from "./features.ts";
import { naturally } from "./natural-order.ts";
import type { Features, SubjectEntry } from "./report-ledger.ts";
import { versionsOf } from "./report-ledger.ts";
import { STAGE_NAMES } from "./stage-of.ts";
import type { Stage } from "#contract/streams.ts";
import type { ServerMs } from "#util/units.ts";

export const FEATURE_SORTS = ["feature", "stages", "delivered", "waiting", "versions", "size"] as const;
/**
 * `stages`: the furthest stage, then how many; `delivered`: the newest delivery; `waiting`: since when the next stage is missing, those that
 * miss none last; `size`: of the current versions. What is not read yet comes last both ways; equal ones are in their natural order.
 */
export type FeatureSort = (typeof FEATURE_SORTS)[number];

/** `open`: some next stage is missing. `skipped`: a stage before the furthest one is. A stage: that is the one missing next. */
export const FEATURE_FILTERS = [
  "open",
  "complete",
  "skipped",
  "research",
  "critique",
  "backend",
  "frontend",
  "qa",
  "statistics",
] as const satisfies readonly (Stage | "open" | "complete" | "skipped")[];
export type FeatureFilter = (typeof FEATURE_FILTERS)[number];

export interface FeatureQuery {
  /** Words that each stand in the feature's name, or in the agent or type of one of its reports, without regard to case. */
  text: string;
  filter: FeatureFilter | "all";
  sort: FeatureSort;
  order: "ascending" | "descending";
}

/** Of all features, whatever the query. */
export interface FeatureCounts {
  features: number;
  /** Subjects: each has a current version. */
  reports: number;
  versions: number;
  /** Reports whose newest version was read: their age and size are known. */
  read: number;
  /** Of those. */
  readBytes: number;
  /** How many features have something in each stage. */
  done: Record<Stage, number>;
  filters: Record<FeatureFilter, number>;
}

export interface FeatureList {
  /** Features in the wanted order. */
  ids: string[];
  counts: FeatureCounts;
}

export function listFeatures(features: Features, query: FeatureQuery): FeatureList {
  const words = query.text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");
  const counts = noCounts();
  const found: Ranked[] = [];
  for (const [feature, entries] of features) {
    const bits = stageBits(entries);
    count(counts, entries, bits);
    if (!belongs(bits, query.filter) || !matches(feature, entries, words)) continue;
    found.push({ feature, rank: rankOf(entries, bits, query.sort) });
  }
  const turn = query.order === "ascending" ? 1 : -1;
  const byName = query.sort === "feature";
  found.sort((a, b) => {
    if (byName) return turn * naturally(a.feature, b.feature);
    if (a.rank === null || b.rank === null) {
      return Number(a.rank === null) - Number(b.rank === null) || naturally(a.feature, b.feature);
    }
    return turn * (a.rank - b.rank) || naturally(a.feature, b.feature);
  });
  return { ids: found.map(({ feature }) => feature), counts };
}

interface Ranked {
  feature: string;
  /** Null: not known. */
  rank: number | null;
}

function noCounts(): FeatureCounts {
  return {
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
}

function count(counts: FeatureCounts, entries: readonly SubjectEntry[], bits: number): void {
  counts.features++;
  for (const entry of entries) {
    counts.reports++;
    counts.versions += versionsOf(entry);
    if (entry.newest === null) continue;
    counts.read++;
    counts.readBytes += entry.newest.bytes;
  }
  for (const [index, stage] of STAGE_NAMES.entries()) if ((bits & (1 << index)) !== 0) counts.done[stage]++;
  const next = nextOf(bits);
  if (next !== null) {
    counts.filters.open++;
    counts.filters[next]++;
  }
  if (isComplete(bits)) counts.filters.complete++;
  if (skippedOf(bits).length > 0) counts.filters.skipped++;
}

function isComplete(bits: number): boolean {
  return bits === (1 << STAGE_NAMES.length) - 1;
}

function belongs(bits: number, filter: FeatureQuery["filter"]): boolean {
  switch (filter) {
    case "all":
      return true;
    case "open":
      return nextOf(bits) !== null;
    case "complete":
      return isComplete(bits);
    case "skipped":
      return skippedOf(bits).length > 0;
    case "research":
    case "critique":
    case "backend":
    case "frontend":
    case "qa":
    case "statistics":
      return nextOf(bits) === filter;
  }
}

function matches(feature: string, entries: readonly SubjectEntry[], words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = `${feature} ${entries.map(({ agent, type }) => `${agent} ${type}`).join(" ")}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function rankOf(entries: readonly SubjectEntry[], bits: number, sort: FeatureSort): number | null {
  switch (sort) {
    case "feature":
      return 0;
    case "stages":
      return furthest(bits) * 10 + bitCount(bits);
    case "versions":
      return entries.reduce((sum, entry) => sum + versionsOf(entry), 0);
    case "size":
      return sumKnown(entries, ({ newest }) => newest?.bytes ?? null);
    case "delivered":
      return newestAt(entries);
    case "waiting":
      return nextOf(bits) === null ? null : newestAt(entries, furthest(bits));
  }
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function sumKnown(entries: readonly SubjectEntry[], of: (entry: SubjectEntry) => number | null): number | null {
  let sum = 0;
  for (const entry of entries) {
    const value = of(entry);
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

/** @param place only of the stage at this place in their order */
function newestAt(entries: readonly SubjectEntry[], place: number | null = null): ServerMs | null {
  let at: ServerMs | null = null;
  for (const entry of entries) {
    if (place !== null && entry.place !== place) continue;
    if (entry.newest === null) return null;
    at = Math.max(at ?? 0, entry.newest.at);
  }
  return at;
}
