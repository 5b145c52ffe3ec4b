import styles from "./FillBar.module.css";

interface FillBarProps {
  /** 0..1; more is drawn as 1. Null: there is no limit to fill. */
  ratio: number | null;
  /** Someone must act: a hue, and the words beside it say so as well. */
  alarm?: "critical" | "warning" | undefined;
}

/** How full something is, to be compared with the bars above and below. The words stand beside it. */
export function FillBar({ ratio, alarm }: FillBarProps) {
  const width = `${Math.round(Math.min(1, Math.max(0, ratio ?? 0)) * 1000) / 10}%`;
  return (
    <span className={ratio === null ? styles.endless : styles.track} aria-hidden="true">
      {ratio !== null && ratio > 0 && (
        <span className={alarm === undefined ? styles.bar : `${styles.bar} ${styles[alarm]}`} style={{ width }} />
      )}
    </span>
  );
}
