import styles from "./ConsumersPage.module.css";
import type { ConsumerList } from "#model/streams/consumer-list.ts";
import type { ConsumerVerdictName } from "#model/streams/consumer-verdict.ts";
import { CONSUMER_VERDICTS } from "#model/streams/consumer-verdict.ts";

const LOOKS: Readonly<Record<ConsumerVerdictName, string | undefined>> = {
  overtaken: styles.critical,
  "overtaken-soon": styles.warning,
  unbound: styles.warning,
  "max-ack-pending": styles.warning,
  "nobody-pulling": styles.warning,
  redelivering: styles.warning,
  growing: styles.warning,
  paused: styles.notice,
  draining: styles.some,
  behind: styles.some,
  healthy: styles.healthy,
};

/** All consumers in one bar, what presses at the left: how much of it is grey tells whether to act. The filter beside it has the words. */
export function VerdictPicture({ counts }: { counts: ConsumerList["counts"] }) {
  return (
    <div className={styles.picture} aria-hidden="true">
      {CONSUMER_VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => (
        <span key={verdict} className={LOOKS[verdict]} style={{ flexGrow: counts[verdict] }} />
      ))}
    </div>
  );
}
