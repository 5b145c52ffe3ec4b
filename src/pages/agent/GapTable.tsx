import { beatGaps } from "./gaps.ts";
import styles from "./AgentTables.module.css";
import type { BeatHistory } from "#model/beat-history.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClockSeconds, formatCount, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

interface GapTableProps {
  history: BeatHistory;
  bounds: LivenessBounds;
  /** As of when we last saw: while the view is lost the open gap stands as it stood. Null without a clock. */
  now: ServerMs | null;
  seen: ServerMs;
  /** Whether the open gap is known to go on. */
  judged: boolean;
}

const MOST_ROWS = 12;

/** When it was late or silent, newest first. */
export function GapTable({ history, bounds, now, seen, judged }: GapTableProps) {
  const gaps = beatGaps(history, bounds, now);
  const more = gaps.length - MOST_ROWS;
  if (gaps.length === 0) {
    return (
      <Panel heading="Gaps">
        <p className={styles.none}>None within the history held: each beat came on time.</p>
      </Panel>
    );
  }
  return (
    <Panel heading="Gaps" aside={more > 0 ? `${formatCount(more)} older not listed` : undefined}>
      <table className={styles.table} aria-label="Gaps">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">From</th>
            <th scope="col">Until</th>
            <th scope="col" className={styles.end}>
              Length
            </th>
            <th scope="col" className={styles.end}>
              Missed
            </th>
          </tr>
        </thead>
        <tbody>
          {gaps.slice(0, MOST_ROWS).map(({ from, until, lengthMs, missed, kind }) => (
            <tr key={from}>
              <td>
                {until === null && <AlarmMark alarm={openAlarm(kind, judged)} />} {kind}
              </td>
              <td>{formatClockSeconds(from, seen)}</td>
              <td>{until === null ? (judged ? "still" : "not known") : formatClockSeconds(until, seen)}</td>
              <td className={styles.end}>{formatDuration(lengthMs)}</td>
              <td className={styles.end}>{formatCount(missed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function openAlarm(kind: "late" | "silent", judged: boolean): Alarm {
  if (!judged) return "unknown";
  return kind === "silent" ? "critical" : "warning";
}
