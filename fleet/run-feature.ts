import type { CompletionNotice } from "#contract/deliverable.ts";
import { readCompletionNotice } from "#contract/deliverable.ts";
import type { DeliverableService, NewReport, ReportKey, StoredReport } from "./deliverable-service.ts";
import type { NoticeWords } from "./completion-notice.ts";

/** What a stage is given: the notices of the stages before it, never their reports. */
export interface StageContext {
  feature: string;
  /** In stage order, about 200 tokens each. */
  notices: readonly CompletionNotice[];
  /** The report behind a notice, for a stage that wants it. Null where it is gone. */
  fetchReport: (notice: CompletionNotice) => Promise<StoredReport | null>;
  /** Stores this stage's report and makes the notice of it. A report that cannot be stored makes a `failed` notice. */
  publish: (content: string, words: StageWords) => Promise<CompletionNotice>;
}

export type StageWords = Omit<NoticeWords, "agent" | "type" | "feature">;

export interface StageRun {
  agent: string;
  /** The report's type, usually the stage's name. */
  type: string;
  /** Does the work and returns its notice; what it throws stops the run as a failure. */
  run(context: StageContext): Promise<CompletionNotice>;
}

export type FeatureOutcome =
  /** `startedAt`: the first stage that was run, null where every report was there already. */
  | { outcome: "complete"; notices: CompletionNotice[]; startedAt: string | null }
  /** A stage was blocked or failed; `reason` is its own words. */
  | { outcome: "stopped"; stage: string; status: "blocked" | "failed"; reason: string; notices: CompletionNotice[] };

/**
 * The orchestrator's pattern: one stage after the other, each started with the earlier notices alone.
 *
 * A stage whose report is stored and does not say `blocked` or `failed` is done: a run that is started again goes on with the
 * first missing one. A stage that says `complete` without a stored report counts as failed.
 */
export async function runFeature(
  feature: string,
  stages: readonly StageRun[],
  service: DeliverableService,
): Promise<FeatureOutcome> {
  const notices: CompletionNotice[] = [];
  let startedAt: string | null = null;
  for (const stage of stages) {
    const done = startedAt === null ? await noticeOfStored(service, stage, feature) : null;
    if (done !== null) {
      notices.push(done);
      continue;
    }
    startedAt ??= stage.type;
    const notice = await runStage(service, stage, feature, notices);
    if (notice.status !== "complete") {
      const reason = [notice.summary, ...notice.blockers].join("; ");
      return { outcome: "stopped", stage: stage.type, status: notice.status, reason, notices };
    }
    notices.push(notice);
  }
  return { outcome: "complete", notices, startedAt };
}

async function runStage(
  service: DeliverableService,
  stage: StageRun,
  feature: string,
  notices: readonly CompletionNotice[],
): Promise<CompletionNotice> {
  const key: ReportKey = { agent: stage.agent, type: stage.type, feature };
  const failed = (summary: string) => service.createCompletionNotice({ ...key, status: "failed", summary });
  const context: StageContext = {
    feature,
    notices,
    fetchReport: (notice) => service.fetchReport(keyOf(notice)),
    async publish(content, words) {
      const notice = service.createCompletionNotice({ ...key, ...words });
      const report: NewReport = { ...key, content, metadata: { ...words.metadata, notice } };
      const stored = await service.publishReport(report);
      return stored.ok ? notice : failed(`the report was not stored: ${JSON.stringify(stored.error)}`);
    },
  };
  try {
    const notice = await stage.run(context);
    if (notice.status !== "complete") return notice;
    const stored = await service.fetchReport(key);
    return stored === null ? failed("it said complete, but no report of it is stored") : notice;
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/** The notice travels in its report's metadata; a report of another client, without one, gets one made from its own words. */
async function noticeOfStored(
  service: DeliverableService,
  stage: StageRun,
  feature: string,
): Promise<CompletionNotice | null> {
  const key: ReportKey = { agent: stage.agent, type: stage.type, feature };
  const stored = await service.fetchReport(key);
  if (stored === null) return null;
  const notice = readCompletionNotice(stored.deliverable.metadata["notice"]);
  if (notice !== null) return notice.status === "complete" ? notice : null;
  const summary = firstLine(stored.deliverable.markdown ?? "");
  return service.createCompletionNotice({ ...key, status: "complete", summary });
}

function firstLine(markdown: string): string {
  return (
    markdown
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.replace(/^#+\s*/u, "") ?? "a report without text"
  );
}

/** The three tokens are the last ones of the channel, whatever the prefix. */
function keyOf(notice: CompletionNotice): ReportKey {
  const [agent = "", type = "", feature = ""] = notice.nats_channel.split(".").slice(-3);
  return { agent, type, feature };
}
