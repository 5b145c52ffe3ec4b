import type { ReportHistory } from "./feature-story.ts";
import { reportsOf } from "./feature-story.ts";
import type { FeatureFacts } from "#model/deliverables/report.ts";
import { useAsks } from "#store/use-asks.ts";

/** Every report of a feature with its versions: the newest at once, the older ones once they were read. */
export function useReportHistories(facts: FeatureFacts, news: string): ReportHistory[] {
  const reports = reportsOf(facts);
  const answers = useAsks(
    reports.map(({ report: { agent, type } }) => ({
      kind: "report-versions" as const,
      feature: facts.feature,
      agent,
      type,
    })),
    news,
  );
  return reports.map(({ stage, report }, index) => {
    const answer = answers[index];
    const newest = report.newest === null ? [] : [report.newest];
    return { stage, report, versions: answer?.state === "held" ? answer.versions : newest };
  });
}
