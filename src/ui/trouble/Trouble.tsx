import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import styles from "./Trouble.module.css";

interface TroubleProps {
  alarm: Alarm;
  sentence: string;
  /** Lines to paste that mend it. */
  remedy?: string | null;
  remedyLabel?: string;
}

/** Why a part of the page is missing, old or only a part, and what would change that. */
export function Trouble({ alarm, sentence, remedy = null, remedyLabel = "nats-server.conf" }: TroubleProps) {
  return (
    <div className={styles.trouble}>
      <p className={styles[alarm]}>
        <AlarmMark alarm={alarm} /> {sentence}
      </p>
      {remedy !== null && <CopyBlock label={remedyLabel} text={remedy} />}
    </div>
  );
}
