import type { FeatureFacts, ReportFacts, VersionFacts } from "#model/deliverables/report.ts";
import type { Stage } from "#contract/streams.ts";

/** One delivery in a feature's story. */
export interface Delivery {
  /** Null: none of the six. */
  stage: Stage | null;
  agent: string;
  type: string;
  version: VersionFacts;
  /** 1 for the first that is held. */
  number: number;
  /** Since the delivery before it, of whatever stage; null for the first. */
  afterMs: number | null;
}

/** A report with what is known of its versions, newest first: all of them, or the newest alone until they are read. */
export interface ReportHistory {
  report: ReportFacts;
  stage: Stage | null;
  versions: readonly VersionFacts[];
}

/** Every report of a feature in the order of the stages. */
export function reportsOf({ stages, others }: FeatureFacts): { stage: Stage | null; report: ReportFacts }[] {
  return [
    ...stages.flatMap(({ stage, reports }) => reports.map((report) => ({ stage, report }))),
    ...others.map((report) => ({ stage: null, report })),
  ];
}

/** Who delivered what when, oldest first. */
export function storyOf(histories: readonly ReportHistory[]): Delivery[] {
  const deliveries = histories.flatMap(({ report: { agent, type }, stage, versions }) =>
    versions.map((version, index) => ({ stage, agent, type, version, number: versions.length - index, afterMs: null })),
  );
  const inOrder = deliveries.sort((a, b) => a.version.at - b.version.at || a.version.seq - b.version.seq);
  return inOrder.map((delivery, index) => {
    const before = inOrder[index - 1];
    return { ...delivery, afterMs: before === undefined ? null : delivery.version.at - before.version.at };
  });
}
