import type { FeatureFacts, ReportFacts, StageFacts } from "./report.ts";
import type { SubjectEntry } from "./report-ledger.ts";
import { versionsOf } from "./report-ledger.ts";
import { STAGE_NAMES } from "./stage-of.ts";
import type { Stage } from "#contract/streams.ts";

/** The stages of a feature as a bit each, in their order: what the list is narrowed and counted by, without making its row. */
export function stageBits(entries: readonly SubjectEntry[]): number {
  let bits = 0;
  for (const { place } of entries) if (place >= 0) bits |= 1 << place;
  return bits;
}

/** The stage after the furthest of these; null: that was the last, or there is none. */
export function nextOf(bits: number): Stage | null {
  return bits === 0 ? null : (STAGE_NAMES[furthest(bits) + 1] ?? null);
}

/** Stages before the furthest one that are not there. */
export function skippedOf(bits: number): Stage[] {
  return STAGE_NAMES.filter((_, index) => index < furthest(bits) && (bits & (1 << index)) === 0);
}

/** Place of the furthest stage among these bits; -1 without any. */
export function furthest(bits: number): number {
  return 31 - Math.clz32(bits);
}

export function featureFacts(feature: string, entries: readonly SubjectEntry[]): FeatureFacts {
  const byStage = new Map<Stage, ReportFacts[]>();
  const others: ReportFacts[] = [];
  for (const entry of entries) {
    const { agent, type, newest, place } = entry;
    const report = { agent, type, newest, versions: versionsOf(entry) };
    const stage = STAGE_NAMES[place];
    if (stage === undefined) others.push(report);
    else byStage.set(stage, [...(byStage.get(stage) ?? []), report]);
  }
  const stages: StageFacts[] = STAGE_NAMES.flatMap((stage) => {
    const reports = byStage.get(stage);
    return reports === undefined ? [] : [{ stage, reports: reports.sort(newestFirst) }];
  });
  const bits = stageBits(entries);
  const next = nextOf(bits);
  return {
    feature,
    stages,
    others: others.sort(newestFirst),
    next,
    skipped: skippedOf(bits),
    nextSince: next === null ? null : newestAtOf(stages.at(-1)?.reports ?? []),
  };
}

function newestFirst(a: ReportFacts, b: ReportFacts): number {
  return (b.newest?.at ?? -1) - (a.newest?.at ?? -1) || (`${a.agent} ${a.type}` < `${b.agent} ${b.type}` ? -1 : 1);
}

/** Null while one of them is not read: it might be the newest. */
function newestAtOf(reports: readonly ReportFacts[]): number | null {
  let at: number | null = null;
  for (const { newest } of reports) {
    if (newest === null) return null;
    at = Math.max(at ?? 0, newest.at);
  }
  return at;
}
