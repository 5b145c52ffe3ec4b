import styles from "./StreamPage.module.css";
import type { ClusterFacts, ReplicaFacts } from "#model/streams/stream-facts.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatCount, formatDuration } from "#util/format.ts";

/** Where it lives: who leads it, and how far the others are. Nothing on a server that stands alone. */
export function ClusterPanel({ cluster, replicas }: { cluster: ClusterFacts | null; replicas: number }) {
  if (cluster === null) return null;
  return (
    <Panel heading="Cluster" aside={`${cluster.name ?? "no name"}, ${formatCount(replicas)} wanted`}>
      <table className={styles.table} aria-label="Replicas">
        <thead>
          <tr>
            <th scope="col">Server</th>
            <th scope="col">State</th>
            <th scope="col" className={styles.end}>
              Behind
            </th>
            <th scope="col" className={styles.end}>
              Heard of
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td className={styles.mono}>{cluster.leader ?? "none"}</td>
            <td>
              {cluster.leader === null ? (
                <span className={styles.critical}>
                  <AlarmMark alarm="critical" /> no leader
                </span>
              ) : (
                "leader"
              )}
            </td>
            <td className={styles.end}>–</td>
            <td className={styles.end}>–</td>
          </tr>
          {cluster.replicas.map((replica) => (
            <tr key={replica.name}>
              <td className={styles.mono}>{replica.name}</td>
              <td>
                <ReplicaState replica={replica} />
              </td>
              <td className={styles.end}>{formatCount(replica.lag)}</td>
              <td className={styles.end}>
                {replica.seenMs === null ? "never" : `${formatDuration(replica.seenMs)} ago`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function ReplicaState({ replica: { offline, current } }: { replica: ReplicaFacts }) {
  if (offline) {
    return (
      <span className={styles.warning}>
        <AlarmMark alarm="warning" /> offline
      </span>
    );
  }
  return current ? "current" : <span className={styles.notice}>catching up</span>;
}
