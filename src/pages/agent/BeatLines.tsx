import styles from "./BeatLines.module.css";
import { stripLines } from "./strip-lines.ts";
import type { BeatHistory } from "#model/beat-history.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import { BeatStrip } from "#ui/beat-strip/BeatStrip.tsx";
import { zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClock, formatDuration, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";
import { useMemo } from "react";

const NO_MARKS: readonly number[] = [];

interface BeatLinesProps {
  history: BeatHistory;
  bounds: LivenessBounds;
  now: ServerMs;
}

/** Where a line is marked, in minutes from its start, by its length in minutes. */
const MARKS: ReadonlyMap<number, readonly number[]> = new Map([
  [15, [0, 5, 10]],
  [30, [0, 10, 20]],
  [60, [0, 15, 30, 45]],
]);

/** All beats held, cut into lines of equal length as text is, the newest last. */
export function BeatLines({ history, bounds, now }: BeatLinesProps) {
  const since = Math.min(history.beatsAt[0] ?? history.lastBeatAt, history.lastBeatAt);
  const offsetMs = zoneOffsetMs(now);
  const lines = useMemo(() => stripLines(since, now, offsetMs), [since, now, offsetMs]);
  const first = lines[0];
  const span = first === undefined ? 0 : first.to - first.from;
  const marks = MARKS.get(span / MINUTE_MS) ?? NO_MARKS;
  const held = `${formatPlural(history.beatsAt.length, "beat")} held, ${formatDuration(span)} a line`;
  return (
    <Panel heading="Beats" aside={held}>
      <p className={styles.line} aria-hidden="true">
        <span />
        <span className={styles.minutes}>
          {marks.map((minute) => (
            <span key={minute} style={{ insetInlineStart: `${((minute * MINUTE_MS) / span) * 100}%` }}>
              {minute === 0 ? "minute 0" : minute}
            </span>
          ))}
        </span>
      </p>
      <ol className={styles.lines}>
        {lines.map(({ from, to }) => (
          <li key={from} className={styles.line}>
            <span className={styles.clock}>{formatClock(from, now)}</span>
            <Line history={history} bounds={bounds} from={from} to={to} now={now} marks={marks} />
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
  marks: readonly number[];
  from: ServerMs;
  to: ServerMs;
}

function Line({ history, bounds, from, to, now, marks }: LineProps) {
  const window = useMemo(() => ({ from, to }), [from, to]);
  const gridAt = useMemo(() => marks.map((minute) => from + minute * MINUTE_MS), [from, marks]);
  // Lines of the past stand still: only the one that holds now is drawn anew each second.
  return <BeatStrip history={history} window={window} bounds={bounds} gridAt={gridAt} now={Math.min(now, to)} />;
}
