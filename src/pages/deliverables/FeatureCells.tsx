import { featurePath, reportPath } from "../../paths.ts";
import styles from "./FeatureCells.module.css";
import type { FeatureFacts, StageFacts } from "#model/deliverables/report.ts";
import { STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import { roughTokens } from "#model/deliverables/tokens.ts";
import type { Stage } from "#contract/streams.ts";
import { useFrozenNow } from "#store/feed.tsx";
import { shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatBytes, formatCount, formatMoment, formatPlural, formatRoughly } from "#util/format.ts";
import { createContext, memo, use } from "react";

/** The features on the screen, as they were answered last. */
export const FeaturesContext = createContext<ReadonlyMap<string, FeatureFacts>>(new Map());

const PHONE = { from: "phone" } as const;
const DESK = { from: "desk" } as const;

export function FeatureCells({ feature }: { feature: string }) {
  const facts = use(FeaturesContext).get(feature) ?? null;
  const seen = useFrozenNow();
  return <Cells feature={feature} facts={facts} seen={seen} />;
}

interface CellsProps {
  feature: string;
  /** Null: not answered yet. */
  facts: FeatureFacts | null;
  seen: number | null;
}

/** Rendered again only when its own feature or the second changed, not when another row was answered. */
const Cells = memo(function Cells({ feature, facts, seen }: CellsProps) {
  return (
    <>
      <td className={styles.feature}>
        {/* The row takes the focus and opens with Enter; the link is for the pointer and for new tabs. */}
        <a href={featurePath(feature)} tabIndex={-1} title={feature}>
          {feature}
        </a>
        {facts !== null && <span className={styles.underName}>{dots(facts)}</span>}
      </td>
      {STAGE_NAMES.map((stage) => (
        <StageCell key={stage} stage={stage} facts={facts} seen={seen} />
      ))}
      <td>{facts !== null && <NextWords facts={facts} seen={seen} />}</td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`}>{facts !== null && <Tokens facts={facts} />}</td>
    </>
  );
});

function StageCell({ stage, facts, seen }: { stage: Stage; facts: FeatureFacts | null; seen: number | null }) {
  const held = facts?.stages.find((one) => one.stage === stage) ?? null;
  return (
    <td className={shownFrom(PHONE)}>
      {held !== null && facts !== null ? (
        <Delivered feature={facts.feature} held={held} seen={seen} />
      ) : facts?.next === stage ? (
        <span className={styles.missing} title={`${stage} is missing`}>
          <span aria-hidden="true">○</span>
          <span className={styles.hidden}>missing next</span>
        </span>
      ) : facts?.skipped.includes(stage) === true ? (
        <span className={styles.none} title={`${stage} was skipped`}>
          –<span className={styles.hidden}> skipped</span>
        </span>
      ) : null}
    </td>
  );
}

function Delivered({ feature, held, seen }: { feature: string; held: StageFacts; seen: number | null }) {
  const [report] = held.reports;
  if (report === undefined) return null;
  const versions = held.reports.reduce((sum, one) => sum + one.versions, 0);
  const { newest } = report;
  const title =
    newest === null
      ? `${formatPlural(versions, "version")}; age and size are not read yet`
      : `${formatPlural(versions, "version")}, the newest of ${formatMoment(newest.at)} by ${report.agent}, ${formatBytes(newest.bytes)}`;
  return (
    <a
      className={styles.delivered}
      href={reportPath({ feature, agent: report.agent, type: report.type })}
      tabIndex={-1}
      title={title}
      aria-label={`${held.stage}: ${title}`}
    >
      {newest === null || seen === null ? (newest === null ? "…" : "–") : formatRoughly(seen - newest.at)}
      {newest !== null && <span className={styles.size}> {formatBytes(newest.bytes)}</span>}
      {versions > 1 && <span className={styles.versions}> ×{formatCount(versions)}</span>}
    </a>
  );
}

function NextWords({ facts, seen }: { facts: FeatureFacts; seen: number | null }) {
  if (facts.next === null) {
    return <span className={styles.none}>{facts.stages.length === 0 ? "none of the six" : "complete"}</span>;
  }
  const { next, nextSince } = facts;
  return (
    <>
      {next}
      <span className={styles.none}>
        {nextSince === null || seen === null ? "" : ` for ${formatRoughly(seen - nextSince)}`}
      </span>
    </>
  );
}

function Tokens({ facts }: { facts: FeatureFacts }) {
  let bytes = 0;
  for (const { newest } of allReports(facts)) {
    if (newest === null) return <span className={styles.none}>…</span>;
    bytes += newest.bytes;
  }
  return <span title={`${formatBytes(bytes)}, a token taken as 4 bytes`}>about {formatCount(roughTokens(bytes))}</span>;
}

function allReports({ stages, others }: FeatureFacts) {
  return [...stages.flatMap(({ reports }) => reports), ...others];
}

/** One mark a stage, for windows without room for columns. */
function dots(facts: FeatureFacts): string {
  const marks = STAGE_NAMES.map((stage) => (facts.stages.some((one) => one.stage === stage) ? "●" : "○"));
  return `${marks.join("")} ${facts.stages.length} of ${STAGE_NAMES.length}`;
}
