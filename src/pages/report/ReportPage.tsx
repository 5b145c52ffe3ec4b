import { featurePath, reportPath } from "../../paths.ts";
import { NOT_HELD } from "./not-held.ts";
import styles from "./ReportPage.module.css";
import { ReportChanges } from "./ReportChanges.tsx";
import { reportSentence } from "./report-sentence.ts";
import { ReportMetadata } from "./ReportMetadata.tsx";
import type { ReportSearch, ReportShape } from "./search.ts";
import { StageLinks } from "./StageLinks.tsx";
import { useHeldReport } from "./use-held-report.ts";
import { VersionLinks } from "./VersionLinks.tsx";
import type { FeatureFacts, ReportFacts } from "#model/deliverables/report.ts";
import { useAsk, useFrozenNow } from "#store/feed.tsx";
import { useShelf } from "#store/use-shelf.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense, lazy } from "react";

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
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const seen = useFrozenNow();
  const { news } = useShelf();
  const { data: rows } = useAsk({ kind: "deliverable-rows", features: [feature], read: false }, { changed: news });
  const { held, why } = useHeldReport({ feature, agent, type }, search, news);
  const { data: history } = useAsk(
    { kind: "report-versions", feature, agent, type },
    // The newest is read first: all versions cross the wire to be listed.
    { changed: news, enabled: held !== null },
  );
  const facts = rows?.[0] ?? null;
  const report = facts === null ? null : reportIn(facts, agent, type);
  const name = `${type} of ${feature}`;
  if (held === null) {
    return (
      <PageFrame
        name={name}
        sentence={[why === null ? { text: "The report is being read.", alarm: "unknown" } : NOT_HELD[why]]}
      >
        <BackLink feature={feature} />
      </PageFrame>
    );
  }
  const shown = held.version;
  const newest = report?.newest ?? shown;
  const versions = history?.state === "held" && history.versions.length > 0 ? history.versions : [newest];
  const place = versions.findIndex(({ seq }) => seq === shown.seq);
  const number = history?.state === "held" && !history.cut && place >= 0 ? versions.length - place : null;
  const before = place < 0 ? null : (versions[place + 1] ?? null);
  const change = (part: Partial<ReportSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), resetScroll: false });
  return (
    <PageFrame
      name={name}
      sentence={reportSentence({ agent, version: shown, number, versions: versions.length }, seen)}
    >
      <div className={styles.bar}>
        <BackLink feature={feature} />
        {facts !== null && report !== null && <StageLinks facts={facts} report={report} />}
      </div>
      {newest.seq > shown.seq && (
        <output className={styles.note}>
          There is a newer version: <a href={reportPath({ feature, agent, type, version: newest.seq })}>show it</a>.
        </output>
      )}
      <div className={styles.bar}>
        <Segmented label="Shape" quiet options={SHAPES} value={search.show} onChange={(show) => change({ show })} />
        <VersionLinks versions={versions} shownSeq={shown.seq} seen={seen} search={search} />
      </div>
      {why !== null && <p className={styles.note}>{NOT_HELD[why]}</p>}
      {search.show === "changes" ? (
        <Changes stream={shown.stream} seq={shown.seq} against={search.against ?? before?.seq ?? null} />
      ) : search.show === "metadata" ? (
        <ReportMetadata {...held} />
      ) : (
        <Suspense fallback={<p className={styles.note}>The reader is being fetched.</p>}>
          <ReportBody name={name} pages={held.pages} />
        </Suspense>
      )}
    </PageFrame>
  );
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
