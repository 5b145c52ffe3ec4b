import styles from "./MalformedList.module.css";
import type { MalformedFacts } from "#model/view.ts";
import { formatClock, formatCount } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** Messages that could not be read, by subject and reason, with a sample: what an agent's author needs to mend it. */
export function MalformedList({ malformed, seen }: { malformed: readonly MalformedFacts[]; seen: ServerMs }) {
  return (
    <ul className={styles.list}>
      {malformed.map((one) => (
        <li key={`${one.subject} ${one.reason}`} className={styles.one}>
          <span className={styles.line}>
            <code className={styles.subject}>{one.subject}</code>
            <span className={styles.count}>
              {`×${formatCount(one.count)}, last ${formatClock(one.lastAt, seen)} (#${one.lastSeq})`}
            </span>
          </span>
          <span>{one.detail}</span>
          <code className={styles.sample}>{one.sample}</code>
        </li>
      ))}
    </ul>
  );
}
