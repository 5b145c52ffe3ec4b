import styles from "./ConsumerCells.module.css";
import { consumersPath, streamPath } from "../../paths.ts";
import type { ConsumerRow } from "#model/streams/consumer-list.ts";
import { VERDICT_WORDS } from "#model/streams/consumer-verdict.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatCount, formatPlural } from "#util/format.ts";
import { createContext, use } from "react";

interface ShownConsumers {
  rows: ReadonlyMap<string, ConsumerRow>;
  /** Pending messages are an estimate of the server's. */
  approximate: boolean;
}

/** The rows on the screen, by key; those that were not read yet are missing. */
export const ShownConsumersContext = createContext<ShownConsumers>({ rows: new Map(), approximate: false });

const PHONE = { from: "phone" } as const;
const ALONE = { from: "alone" } as const;
const DESK = { from: "desk" } as const;

export function ConsumerCells({ id }: { id: string }) {
  const { rows, approximate } = use(ShownConsumersContext);
  const row = rows.get(id);
  const slash = id.indexOf("/");
  const [stream, name] = [id.slice(0, slash), id.slice(slash + 1)];
  if (row === undefined) {
    return (
      <>
        <td className={`${shownFrom(PHONE)} ${styles.quiet}`}>…</td>
        <td className={styles.name}>
          <a href={consumersPath({ open: id })} tabIndex={-1} data-opens-row="">
            {name}
          </a>
        </td>
        <td className={`${shownFrom(ALONE)} ${styles.quiet}`}>{stream}</td>
        <td className={styles.quiet} colSpan={5}>
          …
        </td>
      </>
    );
  }
  const { facts, verdict, findings } = row;
  return (
    <>
      <td className={shownFrom(PHONE)}>
        <Verdict row={row} />
      </td>
      <td className={styles.name}>
        <a href={consumersPath({ open: id })} tabIndex={-1} title={name} data-opens-row="">
          {name}
        </a>
        {findings.length > 0 && (
          <span className={styles.findings} title={findings.map(({ sentence }) => sentence).join(" ")}>
            {formatPlural(findings.length, "finding")}
          </span>
        )}
        <span className={styles.underName}>
          <Verdict row={row} /> {facts.pending > 0 && `${formatCount(facts.pending)} pending`}
        </span>
      </td>
      <td className={`${shownFrom(ALONE)} ${styles.stream}`} title={stream}>
        <a href={streamPath(stream)} tabIndex={-1}>
          {stream}
        </a>
      </td>
      <td className={`${shownFrom(DESK)} ${styles.reason}`} title={verdict.reason}>
        {verdict.reason}
      </td>
      <td
        className={styles.figure}
        title={approximate ? "approximate: the server no longer counts these each time it is asked" : undefined}
      >
        {approximate && facts.pending > 0 ? "≈ " : ""}
        {formatCount(facts.pending)}
      </td>
      <td className={`${shownFrom(PHONE)} ${styles.figure}`}>
        {formatCount(facts.ackPending)}
        {facts.maxAckPending !== null && <span className={styles.quiet}> / {formatCount(facts.maxAckPending)}</span>}
      </td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`}>{formatCount(facts.redelivered)}</td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`}>
        {facts.kind === "push" ? "push" : formatCount(facts.waiting)}
      </td>
    </>
  );
}

function Verdict({ row: { verdict } }: { row: ConsumerRow }) {
  return (
    <>
      <span className={styles.mark}>{verdict.severity !== null && <AlarmMark alarm={verdict.severity} />}</span>
      <span className={verdict.severity === null ? styles.quiet : styles[verdict.severity]}>
        {VERDICT_WORDS[verdict.name]}
      </span>
    </>
  );
}
