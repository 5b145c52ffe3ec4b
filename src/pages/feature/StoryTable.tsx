import { reportPath, streamMessagesPath } from "../../paths.ts";
import type { Delivery } from "./feature-story.ts";
import styles from "./FeaturePage.module.css";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatBytes, formatClockSeconds, formatDuration, formatMoment } from "#util/format.ts";

interface StoryTableProps {
  feature: string;
  story: readonly Delivery[];
  seen: number | null;
}

/** Who delivered what when, oldest first. */
export function StoryTable({ feature, story, seen }: StoryTableProps) {
  return (
    <Panel heading="Story">
      <table className={styles.table} aria-label="Story">
        <thead>
          <tr>
            <th scope="col">Delivered</th>
            <th scope="col">After</th>
            <th scope="col">By</th>
            <th scope="col">What</th>
            <th scope="col" className={styles.end}>
              Size
            </th>
            <th scope="col" className={styles.wide}>
              Stream and sequence
            </th>
          </tr>
        </thead>
        <tbody>
          {story.map(({ agent, type, stage, number, version, afterMs }) => (
            <tr key={`${version.stream} ${version.seq}`}>
              <td title={formatMoment(version.at)}>{formatClockSeconds(version.at, seen ?? version.at)}</td>
              <td>{afterMs === null ? "" : `+${formatDuration(afterMs)}`}</td>
              <td>{agent}</td>
              <td>
                <a href={reportPath({ feature, agent, type, version: version.seq })}>
                  {stage === null || stage === type ? type : `${stage}: ${type}`}, version {number}
                </a>
              </td>
              <td className={styles.end}>{formatBytes(version.bytes)}</td>
              <td className={`${styles.wide} ${styles.sequence}`}>
                <a href={streamMessagesPath(version.stream, { from: "seq", seq: version.seq, open: version.seq })}>
                  {version.stream} {version.seq}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
