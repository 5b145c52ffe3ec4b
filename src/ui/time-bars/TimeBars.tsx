import styles from "./TimeBars.module.css";
import { formatClock } from "#util/format.ts";

export interface TimeBar {
  /** Milliseconds since 1970. */
  from: number;
  value: number;
}

interface TimeBarsProps {
  /** What is shown, such as "When its messages were stored": the figure's name. */
  name: string;
  /** One after the other, all of one width. */
  bars: readonly TimeBar[];
  widthMs: number;
  /** The stretch that the list under it shows. */
  marked: { from: number; to: number } | null;
  /** Where a press on a bar leads. */
  hrefOf: (bar: TimeBar) => string;
  /** Writes a value for a person, unit included. */
  format: (value: number) => string;
  /** What the picture is made of, in words. */
  note: string;
  now: number;
}

const HEIGHT = 64;
const GAP = 0.2;

/** How much came when, over the whole of a time: each bar leads to its moment, and the stretch in the list is marked under them. */
export function TimeBars({ name, bars, widthMs, marked, hrefOf, format, note, now }: TimeBarsProps) {
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  const top = Math.max(...bars.map(({ value }) => value));
  const spanMs = last.from + widthMs - first.from;
  const placeOf = (at: number): number => ((at - first.from) / spanMs) * bars.length;
  return (
    <figure className={styles.figure} aria-label={name}>
      {/* The same in words stands under it; a keyboard goes by the field for the time. */}
      <svg
        className={styles.plot}
        aria-hidden="true"
        viewBox={`0 0 ${bars.length} ${HEIGHT + 6}`}
        preserveAspectRatio="none"
      >
        {bars.map((bar, index) => (
          // Nobody but a pointer meets it.
          // oxlint-disable-next-line jsx-a11y/control-has-associated-label
          <a key={bar.from} href={hrefOf(bar)} tabIndex={-1} className={styles.link}>
            <rect className={styles.hit} x={index} y={0} width={1} height={HEIGHT} />
            <rect
              className={bar.value > 0 ? styles.bar : styles.none}
              x={index + GAP / 2}
              y={HEIGHT - heightOf(bar.value, top)}
              width={1 - GAP}
              height={heightOf(bar.value, top)}
            />
          </a>
        ))}
        {marked !== null && (
          <rect
            className={styles.marked}
            x={Math.max(0, placeOf(marked.from))}
            y={HEIGHT + 2}
            width={Math.max(0.3, Math.min(bars.length, placeOf(marked.to)) - Math.max(0, placeOf(marked.from)))}
            height={4}
          />
        )}
      </svg>
      <div className={styles.axis} aria-hidden="true">
        <span>{formatClock(first.from, now)}</span>
        <span>{`up to ${format(top)}`}</span>
        <span>{formatClock(last.from + widthMs, now)}</span>
      </div>
      <figcaption className={styles.words}>
        {`From ${formatClock(first.from, now)} to ${formatClock(last.from + widthMs, now)}, up to ${format(top)}. ${note}`}
      </figcaption>
    </figure>
  );
}

function heightOf(value: number, top: number): number {
  return value <= 0 || top <= 0 ? 1 : Math.max(2, (value / top) * HEIGHT);
}
