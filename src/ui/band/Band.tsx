import type { ReactNode } from "react";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import styles from "./Band.module.css";

interface BandProps {
  alarm: Alarm;
  /** What is the matter; spoken once, so its words stand still while it lasts. */
  headline: string;
  /** What moves (a countdown, a count): shown, not spoken. */
  moving?: string;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A line across the top of every page: something about the view itself, not about the fleet. */
export function Band({ alarm, headline, moving, actions, children }: BandProps) {
  return (
    <div className={`${styles.band} ${styles[alarm]}`}>
      <div className={styles.line}>
        <p className={styles.words}>
          <AlarmMark alarm={alarm} />
          <strong className={styles.headline} role={alarm === "critical" ? "alert" : undefined}>
            {headline}
          </strong>
          {moving !== undefined && <span className={styles.moving}>{moving}</span>}
        </p>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children !== undefined && <div className={styles.more}>{children}</div>}
    </div>
  );
}
