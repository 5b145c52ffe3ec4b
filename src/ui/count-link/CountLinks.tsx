import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import styles from "./CountLinks.module.css";
import { formatCount } from "#util/format.ts";

export interface CountLink {
  text: string;
  /** Null: not known, which is not zero. */
  count: number | null;
  /** How it is written; a plain count when left out. */
  format?: (count: number) => string;
  /** The list that the number is made from. */
  href: string;
  /** How it looks when it is above zero. */
  alarm?: Alarm;
}

/** Numbers side by side, each a link to the list that makes it; what is zero is quiet. */
export function CountLinks({ name, counts }: { name: string; counts: readonly CountLink[] }) {
  return (
    <ul className={styles.counts} aria-label={name}>
      {counts.map(({ text, count, href, alarm, format = formatCount }) => {
        const raised = alarm !== undefined && count !== null && count > 0 ? alarm : null;
        return (
          <li key={text}>
            <a className={count === 0 || count === null ? styles.none : styles.some} href={href}>
              <span className={raised ? `${styles.figure} ${styles[raised]}` : styles.figure}>
                {count === null ? "–" : format(count)}
              </span>{" "}
              <span className={styles.text}>
                {raised && <AlarmMark alarm={raised} />}
                {text}
                {count === null && <span className={styles.hidden}>: not known</span>}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
