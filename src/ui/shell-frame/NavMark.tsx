import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import { formatCount } from "#util/format.ts";
import styles from "./NavMark.module.css";

export interface NavMarkProps {
  alarm: Alarm;
  count: number;
  /** The count in words, for screen readers: "2 alarms, the worst critical". */
  label: string;
  /** `calls`: its symbol blinks, or is framed where motion is not wanted. `handled`: somebody has taken care, and it is quiet. */
  state: "calls" | "stands" | "handled";
}

/** How much waits behind a link of the navigation, and how grave it is: beside the link, so that nothing moves when it comes. */
export function NavMark({ alarm, count, label, state }: NavMarkProps) {
  return (
    <span className={`${styles.mark} ${state === "handled" ? styles.handled : styles[alarm]}`}>
      <span className={state === "calls" ? styles.calls : undefined} aria-hidden="true">
        <AlarmMark alarm={alarm} />
      </span>
      <span aria-hidden="true">{formatCount(count)}</span>
      <span className={styles.words}>{label}</span>
    </span>
  );
}
