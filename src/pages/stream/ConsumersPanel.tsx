import styles from "./StreamPage.module.css";
import { consumersPath } from "../../paths.ts";
import { failureRemedy, failureSentence } from "#model/asked/ask-failure.ts";
import type { ConsumerQuery, ConsumerRow } from "#model/streams/consumer-list.ts";
import { VERDICT_WORDS } from "#model/streams/consumer-verdict.ts";
import { usePolled } from "#store/use-polled.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { useMemo } from "react";

const MOST_ROWS = 20;

interface ConsumersPanelProps {
  stream: string;
  count: number;
  /** The stream is not there any more. */
  gone: boolean;
}

/** Who reads it, those that need somebody first. */
export function ConsumersPanel({ stream, count, gone }: ConsumersPanelProps) {
  const query = useMemo<ConsumerQuery>(
    () => ({ stream, q: "", verdict: "all", sort: "verdict", order: "ascending" }),
    [stream],
  );
  const polled = usePolled({ kind: "consumers", query, rows: MOST_ROWS }, { enabled: count > 0 && !gone });
  if (count === 0) {
    return (
      <Panel heading="Consumers">
        <p className={styles.quiet}>Nobody reads it through a consumer.</p>
      </Panel>
    );
  }
  if (polled.state === "loading") {
    return (
      <Panel heading="Consumers">
        <p className={styles.quiet}>{`Asking for ${formatPlural(count, "consumer")}.`}</p>
      </Panel>
    );
  }
  if (polled.state === "failed") {
    return (
      <Panel heading="Consumers">
        <Trouble
          alarm="unknown"
          sentence={`${formatPlural(count, "consumer")}, and nothing is known of them. ${failureSentence(polled.failure)}`}
          remedy={failureRemedy(polled.failure)}
        />
      </Panel>
    );
  }
  const { rows, total, pendingApproximate } = polled.value;
  return (
    <Panel
      heading="Consumers"
      aside={<a href={consumersPath({ stream })}>{`All ${formatPlural(total, "consumer")}`}</a>}
    >
      <table className={styles.table} aria-label="Consumers">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Consumer</th>
            <th scope="col" className={styles.wide}>
              Why
            </th>
            <th scope="col" className={styles.end}>
              Pending
            </th>
            <th scope="col" className={styles.end}>
              Unacknowledged
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Consumer key={row.key} row={row} approximate={pendingApproximate} />
          ))}
        </tbody>
      </table>
      {pendingApproximate && (
        <p className={styles.note}>≈: this server does not count pending messages each time it is asked.</p>
      )}
    </Panel>
  );
}

function Consumer({ row: { facts, verdict, findings }, approximate }: { row: ConsumerRow; approximate: boolean }) {
  const { severity } = verdict;
  return (
    <tr>
      <td className={`${styles.state} ${severity === null ? styles.quiet : styles[severity]}`}>
        {severity !== null && <AlarmMark alarm={severity} />} {VERDICT_WORDS[verdict.name]}
      </td>
      <td className={styles.name}>{facts.name}</td>
      <td className={`${styles.wide} ${styles.quiet}`}>
        {[verdict.reason, ...findings.map(({ sentence }) => sentence)].join(" ")}
      </td>
      <td className={styles.end}>
        {approximate && facts.pending > 0 ? "≈ " : ""}
        {formatCount(facts.pending)}
      </td>
      <td className={styles.end}>
        {formatCount(facts.ackPending)}
        {facts.maxAckPending === null ? "" : ` / ${formatCount(facts.maxAckPending)}`}
      </td>
    </tr>
  );
}
