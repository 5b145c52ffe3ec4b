import type { ChannelRow } from "./channel-rows.ts";
import styles from "./Channels.module.css";
import { TimeAxis } from "#ui/beat-strip/TimeAxis.tsx";
import { clockTicks, zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { RateBars } from "#ui/rate-bars/RateBars.tsx";
import { formatAge, formatCount, formatDuration, formatFigure } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

interface ChannelsTableProps {
  rows: readonly ChannelRow[];
  /** Of the bars; null while nothing can be drawn. */
  window: { from: ServerMs; to: ServerMs } | null;
  seen: ServerMs;
  /** The bars end now; else at the moment when we last saw. */
  running: boolean;
}

const TICKS = 5;

/** One row a channel, one time axis for all. */
export function ChannelsTable({ rows, window, seen, running }: ChannelsTableProps) {
  return (
    <table className={styles.table} aria-label="Channels">
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            Channel
          </th>
          <th scope="col" className={styles.number}>
            Messages
          </th>
          <th scope="col" className={`${styles.number} ${styles.wide}`}>
            A minute
          </th>
          <th scope="col" className={styles.number}>
            Newest
          </th>
          <th scope="col" className={styles.bars}>
            <span className={styles.hidden}>When they came</span>
            {window !== null && (
              <TimeAxis
                window={window}
                ticksAt={clockTicks(window, TICKS, zoneOffsetMs(window.to))}
                running={running}
              />
            )}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, href, count, perMinute, lastAt, buckets }) => (
          <tr key={name}>
            <td className={styles.name}>
              <a href={href}>{name}</a>
            </td>
            <td className={styles.number}>{formatCount(count)}</td>
            <td className={`${styles.number} ${styles.wide}`}>
              {perMinute === null ? "not known" : formatFigure(perMinute)}
            </td>
            <td className={styles.number}>{lastAt === null ? "never" : formatAge(Math.max(0, seen - lastAt))}</td>
            <td className={styles.bars}>
              {window !== null && (
                <RateBars
                  label={`${name}, the last ${formatDuration(window.to - window.from)}: ${barWords(buckets)}`}
                  values={buckets}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function barWords(buckets: readonly (number | null)[]): string {
  const known = buckets.filter((value) => value !== null);
  if (known.length === 0) return "not read yet";
  return `at most ${formatCount(Math.max(...known))} in a bar`;
}
