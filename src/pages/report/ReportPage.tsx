import { featurePath, reportPath } from "../../paths.ts";
import { NOT_HELD } from "./not-held.ts";
import styles from "./ReportPage.module.css";
import { ReportChanges } from "./ReportChanges.tsx";
import { reportSentence } from "./report-sentence.ts";
import { ReportMetadata } from "./ReportMetadata.tsx";
import type { ReportSearch, ReportShape } from "./search.ts";
import { StageLinks } from "./StageLinks.tsx";
import { VersionLinks } from "./VersionLinks.tsx";
import type { FeatureFacts, ReportFacts, VersionFacts } from "#model/deliverables/report.ts";
import { type AskAnswers, useAsk, useFrozenNow } from "#store/feed.tsx";
import { useShelf } from "#store/use-shelf.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";

const route = getRouteApi("/deliverables/$feature/$report");

/** What renders markdown weighs more than the rest of the page together. */
const ReportBody = lazy(() => import("./ReportBody.tsx").then((module) => ({ default: module.ReportBody })));

const SHAPES: readonly { value: ReportShape; text: string }[] = [
  { value: "rendered", text: "Rendered" },
  { value: "raw", text: "Raw" },
  { value: "metadata", text: "Metadata" },
  { value: "changes", text: "Changes" },
];

/** One report of a feature: any of its versions, in any of four shapes. */
export function ReportPage() {
  const { feature, report } = route.useParams();
  const dot = report.indexOf(".");
  const [agent, type] = dot < 0 ? [report, ""] : [report.slice(0, dot), report.slice(dot + 1)];
  return <OneReport key={`${feature} ${report}`} feature={feature} agent={agent} type={type} />;
}

interface WhichReport {
  feature: string;
  agent: string;
  type: string;
}

function OneReport({ feature, agent, type }: WhichReport) {
  const { polled, news } = useShelf();
  const { data: rows } = useAsk({ kind: "deliverable-rows", features: [feature], read: true }, { changed: news });
  const facts = rows?.[0] ?? null;
  const report = facts === null ? null : reportIn(facts, agent, type);
  const name = `${type} of ${feature}`;
  if (facts === null || report === null) {
    const asked = rows !== undefined && polled.state !== "loading";
    return (
      <PageFrame
        name={name}
        sentence={[
          asked ? "No such report is held." : { text: "The streams are asked what they hold.", alarm: "unknown" },
        ]}
      >
        <BackLink feature={feature} />
      </PageFrame>
    );
  }
  if (report.newest === null) {
    return (
      <PageFrame name={name} sentence={[{ text: "The newest version could not be read yet.", alarm: "unknown" }]}>
        <BackLink feature={feature} />
      </PageFrame>
    );
  }
  return <HeldReport facts={facts} report={report} newest={report.newest} news={news} />;
}

interface HeldReportProps {
  facts: FeatureFacts;
  report: ReportFacts;
  newest: VersionFacts;
  news: string;
}

function HeldReport({ facts, report, newest, news }: HeldReportProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const seen = useFrozenNow();
  const { feature } = facts;
  const { agent, type } = report;
  // What somebody reads stays: a version that comes meanwhile is offered.
  const [opened] = useState(newest);
  const shownSeq = search.version ?? opened.seq;
  const { data: history } = useAsk({ kind: "report-versions", feature, agent, type }, { changed: news });
  const versions = history?.state === "held" ? history.versions : [newest];
  const place = versions.findIndex(({ seq }) => seq === shownSeq);
  const before = versions[place + 1] ?? null;
  const number = history?.state === "held" && !history.cut && place >= 0 ? versions.length - place : null;
  const against = search.against ?? (place < 0 ? null : before?.seq) ?? null;
  const { data: shown } = useAsk({ kind: "report", stream: newest.stream, seq: shownSeq, raw: search.show === "raw" });
  const change = (part: Partial<ReportSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), resetScroll: false });
  const told = shown?.state === "held" ? shown.version : (versions[place] ?? null);
  return (
    <PageFrame
      name={`${type} of ${feature}`}
      sentence={
        told === null
          ? [{ text: "The version is being read.", alarm: "unknown" }]
          : reportSentence({ agent, version: told, number, versions: versions.length }, seen)
      }
    >
      <div className={styles.bar}>
        <BackLink feature={feature} />
        <StageLinks facts={facts} report={report} />
      </div>
      {newest.seq > shownSeq && (
        <output className={styles.note}>
          There is a newer version: <a href={reportPath({ feature, agent, type, version: newest.seq })}>show it</a>.
        </output>
      )}
      <div className={styles.bar}>
        <Segmented label="Shape" quiet options={SHAPES} value={search.show} onChange={(show) => change({ show })} />
        <VersionLinks versions={versions} shownSeq={shownSeq} seen={seen} search={search} />
      </div>
      <Suspense fallback={<p className={styles.note}>The reader is being fetched.</p>}>
        {search.show === "changes" ? (
          <Changes stream={newest.stream} seq={shownSeq} against={against} />
        ) : (
          <Shown shape={search.show} name={`${type} of ${feature}`} answer={shown} />
        )}
      </Suspense>
    </PageFrame>
  );
}

type ReportAnswer = AskAnswers["report"];

function Shown({ shape, name, answer }: { shape: ReportShape; name: string; answer: ReportAnswer | undefined }) {
  if (answer === undefined) return <p className={styles.note}>Being read.</p>;
  if (answer.state !== "held") return <p className={styles.note}>{NOT_HELD[answer.state]}</p>;
  return shape === "metadata" ? <ReportMetadata {...answer} /> : <ReportBody name={name} pages={answer.pages} />;
}

function Changes({ stream, seq, against }: { stream: string; seq: number; against: number | null }) {
  const { data: changes } = useAsk(
    { kind: "report-changes", stream, seq, against: against ?? seq },
    { enabled: against !== null },
  );
  if (against === null) return <p className={styles.note}>There is no version before this one.</p>;
  if (changes === undefined) return <p className={styles.note}>Both versions are being read and compared.</p>;
  return <ReportChanges changes={changes} />;
}

function reportIn({ stages, others }: FeatureFacts, agent: string, type: string): ReportFacts | null {
  const all = [...stages.flatMap(({ reports }) => reports), ...others];
  return all.find((one) => one.agent === agent && one.type === type) ?? null;
}

function BackLink({ feature }: { feature: string }) {
  return (
    <p className={styles.back}>
      <a href={featurePath(feature)}>All of {feature}</a>
    </p>
  );
}
