import styles from "./AlarmMark.module.css";

/** The four alarm looks, loudest first. Each has a shape and a word of its own, so that it says the same in grey. */
export type Alarm = "critical" | "warning" | "notice" | "unknown";

/** @param alarm which look; the word that goes with it stands beside the mark, so the mark itself is silent to screen readers */
export function AlarmMark({ alarm }: { alarm: Alarm }) {
  return (
    <svg className={styles[alarm]} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {SHAPES[alarm]}
    </svg>
  );
}

const SHAPES: Record<Alarm, React.ReactNode> = {
  critical: <path d="M6 0.5 11.5 6 6 11.5 0.5 6Z" fill="currentColor" />,
  warning: <path d="M6 1 11.5 11H0.5Z" fill="currentColor" />,
  notice: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  unknown: <path d="M1 1H11V11H1ZM1 6 6 1M1 11 11 1M6 11 11 6" fill="none" stroke="currentColor" strokeWidth="1" />,
};
