import { reportPath } from "../../paths.ts";
import type { ReportHistory } from "./feature-story.ts";
import styles from "./FeaturePage.module.css";
import type { FeatureFacts } from "#model/deliverables/report.ts";
import { agentOf, STAGE_NAMES } from "#model/deliverables/stage-of.ts";
import { roughTokens } from "#model/deliverables/tokens.ts";
import type { Stage } from "#contract/streams.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatBytes, formatClock, formatCount, formatDuration, formatMoment } from "#util/format.ts";

interface StageTableProps {
  facts: FeatureFacts;
  histories: readonly ReportHistory[];
  seen: number | null;
}

/** The six stages in their order, what is there of each and how long each took. */
export function StageTable({ facts, histories, seen }: StageTableProps) {
  return (
    <Panel heading="Stages">
      <table className={styles.table} aria-label="Stages">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Agent</th>
            <th scope="col">First delivered</th>
            <th scope="col" className={styles.wide}>
              After the stage before
            </th>
            <th scope="col" className={styles.wide}>
              Current version
            </th>
            <th scope="col" className={styles.end}>
              Versions
            </th>
            <th scope="col" className={styles.end}>
              Size
            </th>
            <th scope="col" className={`${styles.end} ${styles.wide}`}>
              Tokens, about
            </th>
          </tr>
        </thead>
        <tbody>
          {STAGE_NAMES.map((stage) => {
            const held = histories.filter((history) => history.stage === stage);
            if (held.length === 0) return <MissingRow key={stage} stage={stage} facts={facts} seen={seen} />;
            return held.map((history) => (
              <StageRow
                key={`${stage} ${history.report.agent} ${history.report.type}`}
                name={stage}
                feature={facts.feature}
                history={history}
                before={firstOfStageBefore(stage, histories)}
                seen={seen}
              />
            ));
          })}
          {histories
            .filter(({ stage }) => stage === null)
            .map((history) => (
              <StageRow
                key={`${history.report.agent} ${history.report.type}`}
                name={history.report.type}
                feature={facts.feature}
                history={history}
                before={null}
                seen={seen}
              />
            ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface StageRowProps {
  name: string;
  feature: string;
  history: ReportHistory;
  /** When the stage before was delivered first; null: there is none, or it is not known. */
  before: number | null;
  seen: number | null;
}

function StageRow({ name, feature, history: { report, versions }, before, seen }: StageRowProps) {
  const { agent, type, newest } = report;
  const first = versions.length === report.versions ? (versions.at(-1) ?? null) : null;
  const afterMs = first === null || before === null ? null : first.at - before;
  return (
    <tr>
      <th scope="row">
        <a href={reportPath({ feature, agent, type })}>{name === type ? name : `${name}: ${type}`}</a>
      </th>
      <td>{agent}</td>
      <td title={first === null ? undefined : formatMoment(first.at)}>
        {first === null ? "…" : formatClock(first.at, seen ?? first.at)}
      </td>
      <td className={styles.wide}>
        {afterMs === null ? "" : afterMs >= 0 ? formatDuration(afterMs) : `${formatDuration(-afterMs)} before it`}
      </td>
      <td className={styles.wide} title={newest === null ? undefined : formatMoment(newest.at)}>
        {newest === null
          ? "not read yet"
          : seen === null
            ? formatMoment(newest.at)
            : `${formatDuration(seen - newest.at)} old`}
      </td>
      <td className={styles.end}>{formatCount(report.versions)}</td>
      <td className={styles.end}>{newest === null ? "…" : formatBytes(newest.bytes)}</td>
      <td className={`${styles.end} ${styles.wide}`}>
        {newest === null ? "…" : formatCount(roughTokens(newest.bytes))}
      </td>
    </tr>
  );
}

function MissingRow({ stage, facts, seen }: { stage: Stage; facts: FeatureFacts; seen: number | null }) {
  const { nextSince } = facts;
  const words =
    facts.next === stage
      ? `missing next${nextSince === null || seen === null ? "" : `, for ${formatDuration(seen - nextSince)}`}`
      : facts.skipped.includes(stage)
        ? "skipped"
        : "not yet";
  return (
    <tr className={styles.none}>
      <th scope="row">{stage}</th>
      <td>{agentOf(stage)}</td>
      <td colSpan={6}>{words}</td>
    </tr>
  );
}

/** The first delivery of the nearest stage before this one that there is. */
function firstOfStageBefore(stage: Stage, histories: readonly ReportHistory[]): number | null {
  for (let place = STAGE_NAMES.indexOf(stage) - 1; place >= 0; place -= 1) {
    const held = histories.filter((history) => history.stage === STAGE_NAMES[place]);
    if (held.length === 0) continue;
    const firsts = held.map(({ report, versions }) =>
      versions.length === report.versions ? (versions.at(-1)?.at ?? null) : null,
    );
    return firsts.some((at) => at === null) ? null : Math.min(...firsts.map((at) => at ?? Infinity));
  }
  return null;
}
