import styles from "./StreamPage.module.css";
import type { DriftLine } from "#model/streams/drift.ts";
import type { StreamFacts } from "#model/streams/stream-facts.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatBytes, formatCount, formatDuration, formatPlural } from "#util/format.ts";

interface ConfigPanelProps {
  facts: StreamFacts;
  /** Null: nothing is wanted of a stream of that name. */
  drift: readonly DriftLine[] | null;
  mend: string | null;
}

/** How it is set up, line by line beside what provisioning wants, and the command that mends what differs. */
export function ConfigPanel({ facts, drift, mend }: ConfigPanelProps) {
  if (drift === null) {
    return (
      <Panel heading="Configuration" aside="none is wanted of a stream of this name">
        <table className={styles.table} aria-label="Configuration">
          <tbody>
            {ownLines(facts).map(([field, value]) => (
              <tr key={field}>
                <th scope="row" className={styles.mono}>
                  {field}
                </th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    );
  }
  const off = drift.filter(({ differs }) => differs).length;
  return (
    <Panel heading="Configuration" aside={off === 0 ? "as wanted" : `${formatPlural(off, "line")} not as wanted`}>
      <table className={styles.table} aria-label="Configuration">
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Is</th>
            <th scope="col">Wanted</th>
          </tr>
        </thead>
        <tbody>
          {drift.map(({ field, wanted, found, differs }) => (
            <tr key={field} className={differs ? styles.differs : undefined}>
              <th scope="row" className={styles.mono}>
                {field}
              </th>
              <td>
                {differs && (
                  <span className={styles.notice}>
                    <AlarmMark alarm="notice" />{" "}
                  </span>
                )}
                {found}
              </td>
              <td className={styles.quiet}>{wanted}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {mend !== null && <CopyBlock label="What makes it as wanted" text={mend} />}
    </Panel>
  );
}

function ownLines(facts: StreamFacts): [string, string][] {
  const { limits } = facts;
  const none = "no limit";
  return [
    ["subjects", facts.subjects.join(" ") || "none"],
    ["retention", facts.retention],
    ["storage", facts.storage],
    ["discard", facts.discard],
    ["max_age", limits.ageMs === null ? none : formatDuration(limits.ageMs)],
    ["max_bytes", limits.bytes === null ? none : formatBytes(limits.bytes)],
    ["max_msgs", limits.messages === null ? none : formatCount(limits.messages)],
    ["max_msgs_per_subject", limits.perSubject === null ? none : formatCount(limits.perSubject)],
    ["max_msg_size", limits.messageBytes === null ? none : formatBytes(limits.messageBytes)],
    ["max_consumers", limits.consumers === null ? none : formatCount(limits.consumers)],
    ["duplicate_window", facts.duplicateWindowMs === null ? "none" : formatDuration(facts.duplicateWindowMs)],
    ["allow_direct", String(facts.allowDirect)],
    ["num_replicas", formatCount(facts.replicas)],
    ...(facts.compression === null ? [] : [["compression", facts.compression] satisfies [string, string]]),
  ];
}
