import styles from "./StreamCells.module.css";
import { RowConsumers } from "./RowConsumers.tsx";
import { streamPath } from "../../paths.ts";
import { fillWords, fullest, outlookWords } from "#model/streams/fill.ts";
import { worstSeverity } from "#model/streams/finding.ts";
import type { StreamRow } from "#model/streams/stream-list.ts";
import { fillAlarm } from "#model/streams/stream-list.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { FillBar } from "#ui/fill-bar/FillBar.tsx";
import { shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatBytes, formatCount, formatPercent, formatPlural, formatRate } from "#util/format.ts";
import { createContext, use } from "react";

/** The rows of the moment, by name: a row that stands still under a hand still shows its newest figures. */
export const ShownStreamsContext = createContext<ReadonlyMap<string, StreamRow>>(new Map());

const PHONE = { from: "phone" } as const;
const DESK = { from: "desk" } as const;

export function StreamCells({ name }: { name: string }) {
  const row = use(ShownStreamsContext).get(name);
  if (row === undefined) return <td colSpan={8}>{name} is not there any more</td>;
  const { facts, fill, outlook, rates, findings } = row;
  const severity = worstSeverity(findings);
  const pressing = severity === "critical" || severity === "warning" ? severity : undefined;
  const top = fullest(fill);
  const ratio = top?.ratio ?? fill.age;
  return (
    <>
      <td className={`${shownFrom(PHONE)} ${styles.state}`} title={findings.map(({ sentence }) => sentence).join(" ")}>
        <span className={styles.mark}>{severity !== null && <AlarmMark alarm={severity} />}</span>
        <span className={severity === null ? undefined : styles[severity]}>
          {severity === null ? "well" : formatPlural(findings.length, severity === "notice" ? "notice" : "finding")}
        </span>
      </td>
      <td className={styles.name}>
        <span className={styles.phoneMark}>{severity !== null && <AlarmMark alarm={severity} />}</span>
        <a href={streamPath(name)} tabIndex={-1} title={name}>
          {name}
        </a>
        <span className={styles.subjects} title={facts.subjects.join(" ")}>
          {facts.mirror === null ? facts.subjects.join(" ") : `mirror of ${facts.mirror.name}`}
        </span>
        <span className={styles.underName}>
          {formatPlural(facts.state.messages, "message")}, {formatBytes(facts.state.bytes)}
          {pressing === undefined ? "" : `, ${formatPlural(findings.length, "finding")}`}
        </span>
      </td>
      <td className={`${shownFrom(PHONE)} ${styles.figure}`}>{formatCount(facts.state.messages)}</td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`}>{formatBytes(facts.state.bytes)}</td>
      <td className={`${shownFrom(PHONE)} ${styles.figure}`}>{rates === null ? "…" : quietRate(rates.inPerSecond)}</td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`}>{rates === null ? "…" : quietRate(rates.outPerSecond)}</td>
      <td className={styles.fill}>
        <span className={styles.fillLine}>
          <FillBar ratio={ratio} alarm={fillAlarm(row)} />
          <span className={styles.fillWords} title={fillTitle(row)}>
            {ratio === null ? "no limit" : formatPercent(ratio)}
            {top === null && fill.age !== null ? " of age" : ""}
            {top !== null && <span className={styles.outlook}> {outlookWords(outlook)}</span>}
          </span>
        </span>
      </td>
      <td className={shownFrom(DESK)}>
        <RowConsumers stream={name} count={facts.state.consumers} />
      </td>
    </>
  );
}

function fillTitle({ facts, atLimit }: StreamRow): string {
  const { limits, state } = facts;
  return [
    `Messages: ${fillWords(state.messages, limits.messages, "messages")}.`,
    `Bytes: ${fillWords(state.bytes, limits.bytes, "bytes")}.`,
    atLimit,
  ].join(" ");
}

function quietRate(perSecond: number): string {
  return perSecond === 0 ? "0" : formatRate(perSecond);
}
