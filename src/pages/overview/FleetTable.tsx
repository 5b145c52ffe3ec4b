import { memo, useEffect, useMemo, useState } from "react";
import styles from "./FleetTable.module.css";
import type { FleetRow } from "./fleet-rows.ts";
import { agentPath } from "../../paths.ts";
import type { AgentFacts } from "#model/agent.ts";
import { beatHistoryOf } from "#model/beat-history.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import type { Strip } from "#model/view.ts";
import { useFeedControls, useView } from "#store/feed.tsx";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { BeatStrip } from "#ui/beat-strip/BeatStrip.tsx";
import type { TimeWindow } from "#ui/beat-strip/beat-marks.ts";
import { clockTicks, zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { TimeAxis } from "#ui/beat-strip/TimeAxis.tsx";
import { MINUTE_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";

const WINDOW_MS = 15 * MINUTE_MS;
const MOST_TICKS = 4;
/** So few stand large and calm, not as a table in a void. */
const FEW = 5;

interface FleetTableProps {
  rows: readonly FleetRow[];
  seen: ServerMs;
  /** The time axis ends now; else at the moment when we last saw. */
  running: boolean;
  bounds: LivenessBounds;
}

/** Agents one a row, their beats over one common stretch of time. */
export function FleetTable({ rows, seen, running, bounds }: FleetTableProps) {
  const window = useMemo(() => ({ from: seen - WINDOW_MS, to: seen }), [seen]);
  const ticksAt = useMemo(() => clockTicks(window, MOST_TICKS, zoneOffsetMs(window.to)), [window]);
  const strips = useWatchedStrips(rows.map(({ id }) => id));
  const agents = useView((view) => view.agents);
  return (
    <table
      className={rows.length <= FEW ? `${styles.table} ${styles.large}` : styles.table}
      aria-label="Agents to look at"
    >
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Agent</th>
          <th scope="col" className={styles.now}>
            Now
          </th>
          <th scope="col" className={styles.time}>
            For
          </th>
          <th scope="col" className={styles.beats}>
            <span className={styles.hidden}>Beats of the last 15 minutes</span>
            <TimeAxis window={window} ticksAt={ticksAt} running={running} />
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            {...row}
            agent={agents.get(row.id)}
            strip={strips.get(row.id)}
            window={window}
            bounds={bounds}
            gridAt={ticksAt}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends FleetRow {
  agent: AgentFacts | undefined;
  strip: Strip | undefined;
  window: TimeWindow;
  bounds: LivenessBounds;
  gridAt: readonly number[];
}

/** Painted again only when its own words, its beats or the second changed: patches come ten times a second. */
const Row = memo(function Row({ id, alarm, word, now, time, agent, strip, window, bounds, gridAt }: RowProps) {
  const history = useMemo(() => agent && beatHistoryOf(agent, strip), [agent, strip]);
  return (
    <tr>
      <td className={styles.state}>
        <span className={alarm ? `${styles.word} ${styles[alarm]}` : styles.word}>
          {alarm && <AlarmMark alarm={alarm} />}
          {word}
        </span>
      </td>
      <th scope="row" className={styles.agent}>
        <a href={agentPath(id)}>{id}</a>
      </th>
      <td className={styles.now} title={now}>
        {now}
      </td>
      <td className={styles.time}>{time}</td>
      <td className={styles.beats}>
        <div className={styles.strip}>
          {history && <BeatStrip history={history} window={window} bounds={bounds} gridAt={gridAt} />}
        </div>
      </td>
    </tr>
  );
});

/** Asks for the beats of exactly these agents while they are on the screen. */
function useWatchedStrips(ids: readonly string[]): ReadonlyMap<string, Strip> {
  const { watchStrips } = useFeedControls();
  const asked = useSteady(ids);
  useEffect(() => {
    watchStrips(asked, WINDOW_MS);
  }, [asked, watchStrips]);
  useEffect(() => () => watchStrips([], WINDOW_MS), [watchStrips]);
  return useView((view) => view.strips);
}

/** The same array for as long as it holds the same ids. */
function useSteady(ids: readonly string[]): readonly string[] {
  const [steady, setSteady] = useState(ids);
  const same = steady.length === ids.length && ids.every((id, index) => id === steady[index]);
  if (!same) setSteady(ids);
  return same ? steady : ids;
}
