import styles from "./ServerPage.module.css";
import { serverPath } from "../../paths.ts";
import type { ConnectionRow } from "#model/server/connection-list.ts";
import { shortId } from "#model/server/server-words.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatBytes, formatCount, formatDuration, formatMilliseconds } from "#util/format.ts";
import { createContext, use } from "react";

/** The rows on the screen, by key; those that were not read yet are missing. */
export const ShownConnectionsContext = createContext<ReadonlyMap<string, ConnectionRow>>(new Map());

const PHONE = { from: "phone" } as const;
const DESK = { from: "desk" } as const;

export function ConnectionCells({ id, several }: { id: string; several: boolean }) {
  const row = use(ShownConnectionsContext).get(id);
  if (row === undefined) {
    return (
      <td className={styles.quiet} colSpan={several ? 10 : 9}>
        …
      </td>
    );
  }
  const { server, idleMs, pendingBytes, rttMs, trouble, closed } = row;
  return (
    <>
      <td className={styles.name} title={`${row.address}, number ${row.cid}`}>
        {nameOf(row)}
        {row.isOurs && <span className={styles.beside}> this page</span>}
        {closed !== null && <span className={styles.beside}> {closed.reason}</span>}
        <span className={styles.underName}>
          {userOf(row)} · {clientOf(row)}
        </span>
      </td>
      <td className={shownFrom(PHONE)} title={row.account ?? undefined}>
        {userOf(row)}
      </td>
      <td className={shownFrom(PHONE)}>{clientOf(row)}</td>
      {several && (
        <td className={shownFrom(DESK)}>
          <a href={serverPath(server)} tabIndex={-1}>
            {shortId(server)}
          </a>
        </td>
      )}
      <td className={`${shownFrom(PHONE)} ${styles.figure}`}>{idleMs === null ? "–" : formatDuration(idleMs)}</td>
      <td className={`${styles.figure} ${trouble === "pending" ? styles.warning : ""}`}>
        {trouble === "pending" && <AlarmMark alarm="warning" />} {pendingBytes === 0 ? "0" : formatBytes(pendingBytes)}
      </td>
      <td className={`${styles.figure} ${trouble === "slow" ? styles.warning : ""}`}>
        {trouble === "slow" && <AlarmMark alarm="warning" />} {rttMs === null ? "–" : formatMilliseconds(rttMs)}
      </td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`}>{formatCount(row.subscriptions)}</td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`} title={formatBytes(row.inBytes)}>
        {formatCount(row.inMessages)}
      </td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`} title={formatBytes(row.outBytes)}>
        {formatCount(row.outMessages)}
      </td>
    </>
  );
}

/** Many clients give no name: then their address is all that tells them apart. */
function nameOf({ name, address }: ConnectionRow) {
  return name === null ? <span className={styles.quiet}>{address}</span> : name;
}

export function userOf({ user, account }: ConnectionRow): string {
  return user ?? account ?? "–";
}

export function clientOf({ lang, version, type }: ConnectionRow): string {
  const client = lang === null ? "unknown" : version === null ? lang : `${lang} ${version}`;
  return type === "nats" ? client : `${client}, ${type}`;
}
