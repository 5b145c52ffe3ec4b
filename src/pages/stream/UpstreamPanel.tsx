import styles from "./StreamPage.module.css";
import { streamPath } from "../../paths.ts";
import type { StreamFacts } from "#model/streams/stream-facts.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatCount, formatDuration } from "#util/format.ts";

/** What it copies, and how far behind it is. Nothing where it copies nothing. */
export function UpstreamPanel({ facts: { mirror, sources } }: { facts: StreamFacts }) {
  const upstreams = [...(mirror === null ? [] : [mirror]), ...sources];
  if (upstreams.length === 0) return null;
  return (
    <Panel heading={mirror === null ? "Sources" : "Mirror"}>
      <table className={styles.table} aria-label={mirror === null ? "Sources" : "Mirror"}>
        <thead>
          <tr>
            <th scope="col">Stream</th>
            <th scope="col" className={styles.end}>
              Behind
            </th>
            <th scope="col" className={styles.end}>
              Heard of
            </th>
            <th scope="col">Error</th>
          </tr>
        </thead>
        <tbody>
          {upstreams.map(({ name, lag, activeMs, error }) => (
            <tr key={name}>
              <td className={styles.mono}>
                <a href={streamPath(name)}>{name}</a>
              </td>
              <td className={styles.end}>{formatCount(lag)}</td>
              <td className={styles.end}>{activeMs === null ? "never" : `${formatDuration(activeMs)} ago`}</td>
              <td className={error === null ? styles.quiet : styles.critical}>{error ?? "none"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
