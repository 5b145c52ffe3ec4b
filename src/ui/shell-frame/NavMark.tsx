import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import { formatCount } from "#util/format.ts";
import styles from "./NavMark.module.css";

export interface NavMarkProps {
  alarm: Alarm;
  count: number;
  /** The count in words, for screen readers: "2 alarms, the worst critical". */
  label: string;
  /** Nobody has acknowledged it: its symbol blinks, or stands inverse where motion is not wanted. */
  calls: boolean;
}

/** How much waits behind a link of the navigation, and how grave it is: beside the link, so that nothing moves when it comes. */
export function NavMark({ alarm, count, label, calls }: NavMarkProps) {
  return (
    <span className={`${styles.mark} ${styles[alarm]}`}>
      <span className={calls ? styles.calls : undefined} aria-hidden="true">
        <AlarmMark alarm={alarm} />
      </span>
      <span aria-hidden="true">{formatCount(count)}</span>
      <span className={styles.words}>{label}</span>
    </span>
  );
}
