import styles from "./StreamCells.module.css";
import { consumersPath } from "../../paths.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import type { StreamConsumers } from "#model/streams/stream-consumers.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { createContext, use } from "react";

/** The consumers of the streams whose rows are on the screen, by stream; those that were not read yet are missing. */
export const RowConsumersContext = createContext<ReadonlyMap<string, StreamConsumers>>(new Map());

/** How many consumers a stream has, and how the one stands that presses most. */
export function RowConsumers({ stream, count }: { stream: string; count: number }) {
  const known = use(RowConsumersContext).get(stream);
  if (count === 0) {
    return (
      <span className={styles.consumers}>
        <span className={styles.quiet}>0</span>
      </span>
    );
  }
  return (
    <span className={styles.consumers}>
      <a href={consumersPath({ stream })} aria-label={`${formatPlural(count, "consumer")} of ${stream}`}>
        {formatCount(count)}
      </a>
      <Worst known={known} />
    </span>
  );
}

function Worst({ known }: { known: StreamConsumers | undefined }) {
  if (known === undefined) return <span className={styles.quiet}>…</span>;
  const { worst, pressing, failure } = known;
  if (failure !== null) {
    return (
      <span className={styles.quiet} title={failureSentence(failure)}>
        <AlarmMark alarm="unknown" /> not known
      </span>
    );
  }
  if (worst === null) return null;
  const { severity, words, name, sentence } = worst;
  if (severity === null) {
    return (
      <span className={styles.quiet} title={`${name}: ${sentence}`}>
        {words}
      </span>
    );
  }
  return (
    <span className={`${styles.worst} ${styles[severity]}`} title={`${name}: ${sentence}`}>
      <AlarmMark alarm={severity} /> {pressing > 1 ? `${formatCount(pressing)}: ` : ""}
      {words}
    </span>
  );
}
