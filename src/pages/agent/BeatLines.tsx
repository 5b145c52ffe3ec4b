import styles from "./BeatLines.module.css";
import { stripLines } from "./strip-lines.ts";
import type { BeatHistory } from "#model/beat-history.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import { BeatStrip } from "#ui/beat-strip/BeatStrip.tsx";
import { zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClock, formatDuration, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { useMemo } from "react";

interface BeatLinesProps {
  history: BeatHistory;
  bounds: LivenessBounds;
  now: ServerMs;
}

const QUARTERS = [0.25, 0.5, 0.75] as const;

/** All beats held, cut into lines of equal length as text is, the newest last. */
export function BeatLines({ history, bounds, now }: BeatLinesProps) {
  const since = Math.min(history.beatsAt[0] ?? history.lastBeatAt, history.lastBeatAt);
  const offsetMs = zoneOffsetMs(now);
  const lines = useMemo(() => stripLines(since, now, offsetMs), [since, now, offsetMs]);
  const first = lines[0];
  const span = first === undefined ? 0 : first.to - first.from;
  const held = `${formatPlural(history.beatsAt.length, "beat")} held, ${formatDuration(span)} a line`;
  return (
    <Panel heading="Beats" aside={held}>
      <ol className={styles.lines}>
        {lines.map(({ from, to }) => (
          <li key={from} className={styles.line}>
            <span className={styles.clock}>{formatClock(from, now)}</span>
            <Line history={history} bounds={bounds} from={from} to={to} now={now} />
          </li>
        ))}
      </ol>
      {first !== undefined && first.from > since && (
        <p className={styles.note}>Older beats are held back to {formatClock(since, now)} and not drawn.</p>
      )}
    </Panel>
  );
}

interface LineProps extends BeatLinesProps {
  from: ServerMs;
  to: ServerMs;
}

function Line({ history, bounds, from, to, now }: LineProps) {
  const window = useMemo(() => ({ from, to }), [from, to]);
  const gridAt = useMemo(() => QUARTERS.map((part) => from + part * (to - from)), [from, to]);
  // Lines of the past stand still: only the one that holds now is drawn anew each second.
  return <BeatStrip history={history} window={window} bounds={bounds} gridAt={gridAt} now={Math.min(now, to)} />;
}
