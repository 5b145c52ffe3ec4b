import styles from "./RateBars.module.css";

interface RateBarsProps {
  /** What is drawn, in words: the picture says nothing to who cannot see it. */
  label: string;
  /** One a bucket, oldest first; null: not known, drawn as a gap. The last one is still running. */
  values: readonly (number | null)[];
}

const HEIGHT = 20;
const GAP = 0.25;

/** How much came when, in one line of a table: bars on the row's own scale. */
export function RateBars({ label, values }: RateBarsProps) {
  const top = Math.max(1, ...values.map((value) => value ?? 0));
  return (
    <svg
      className={styles.bars}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${values.length} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {values.map((value, index) => {
        const last = index === values.length - 1;
        const height = value === null || value === 0 ? 0.5 : Math.max(2, (value / top) * HEIGHT);
        if (value === null) return null;
        return (
          <rect
            // A bucket is its place on the axis.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className={value === 0 ? styles.none : last ? styles.open : styles.bar}
            x={index + GAP / 2}
            y={HEIGHT - height}
            width={1 - GAP}
            height={height}
          />
        );
      })}
    </svg>
  );
}
