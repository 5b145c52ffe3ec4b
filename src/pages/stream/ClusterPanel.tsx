import styles from "./StreamPage.module.css";
import type { JudgedReplica, ReplicaState } from "#model/streams/replica-state.ts";
import type { ClusterFacts } from "#model/streams/stream-facts.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatCount, formatDuration } from "#util/format.ts";

interface ClusterPanelProps {
  cluster: ClusterFacts | null;
  /** All but the leader. */
  replicas: readonly JudgedReplica[];
  /** How many there should be, the leader among them. */
  wanted: number;
}

/** Where it lives: who leads it, and how far the others are. Nothing on a server that stands alone. */
export function ClusterPanel({ cluster, replicas, wanted }: ClusterPanelProps) {
  if (cluster === null) return null;
  const hasLeader = cluster.leader !== null;
  return (
    <Panel heading="Cluster" aside={`${cluster.name ?? "no name"}, ${formatCount(wanted)} wanted`}>
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
          {replicas.map((replica) => (
            <tr key={replica.name}>
              <td className={styles.mono}>{replica.name}</td>
              <td>{hasLeader ? <State state={replica.state} /> : <span className={styles.quiet}>not known</span>}</td>
              <td className={styles.end}>{hasLeader ? formatCount(replica.lag) : "–"}</td>
              <td className={styles.end}>{hasLeader ? seenWords(replica) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function State({ state }: { state: ReplicaState }) {
  switch (state) {
    case "offline":
    case "silent":
    case "behind":
      return (
        <span className={styles.warning}>
          <AlarmMark alarm="warning" /> {STATE_WORDS[state]}
        </span>
      );
    case "catching-up":
    case "current":
      return STATE_WORDS[state];
  }
}

const STATE_WORDS: Readonly<Record<ReplicaState, string>> = {
  offline: "offline",
  silent: "not there",
  behind: "far behind",
  "catching-up": "catching up",
  current: "current",
};

function seenWords({ seenMs, state }: JudgedReplica): string {
  if (seenMs === null) return state === "silent" ? "never" : "–";
  return `${formatDuration(seenMs)} ago`;
}
