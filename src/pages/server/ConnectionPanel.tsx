import { clientOf } from "./ConnectionCells.tsx";
import styles from "./ServerPage.module.css";
import { serverPath } from "../../paths.ts";
import type { ConnectionRow } from "#model/server/connection-list.ts";
import { shortId } from "#model/server/server-words.ts";
import { usePolled } from "#store/use-polled.ts";
import { Button } from "#ui/button/Button.tsx";
import { formatBytes, formatCount, formatDuration, formatMilliseconds, formatMoment } from "#util/format.ts";
import type { ReactNode } from "react";

/** From the worker's memory. */
const EVERY_MS = 2_000;

/** One connection in full. */
export function ConnectionPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const polled = usePolled({ kind: "connection-rows", keys: [id] }, { everyMs: EVERY_MS });
  const row = polled.state === "known" ? polled.value[0] : undefined;
  const slash = id.lastIndexOf("/");
  return (
    <section className={styles.opened} aria-label={`Connection ${id.slice(slash + 1)}`}>
      <div className={styles.openedHead}>
        <h3>{row?.name ?? `Connection ${id.slice(slash + 1)}`}</h3>
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
      {row === undefined ? (
        <p className={styles.quiet}>
          {polled.state === "known"
            ? "It is not among those that are listed: it was closed, or another list is shown."
            : ""}
        </p>
      ) : (
        <dl className={styles.facts}>
          {factsOf(row).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function factsOf(row: ConnectionRow): [string, ReactNode][] {
  const { closed, startedAt, idleMs, rttMs } = row;
  return [
    [
      "Server",
      <a key="server" href={serverPath(row.server)}>
        {shortId(row.server)}
      </a>,
    ],
    ["Number", formatCount(row.cid)],
    ["Address", row.address],
    ["User", row.user ?? "none"],
    ["Account", row.account ?? "not told"],
    ["Client", clientOf(row)],
    ["TLS", row.tls ?? "none"],
    ["Since", startedAt === null ? "not told" : formatMoment(startedAt)],
    ["Idle", idleMs === null ? "not told" : formatDuration(idleMs)],
    ["Pending", formatBytes(row.pendingBytes)],
    ["Round trip", rttMs === null ? "not told" : formatMilliseconds(rttMs)],
    ["Subscriptions", formatCount(row.subscriptions)],
    ["Sent", `${formatCount(row.inMessages)} messages, ${formatBytes(row.inBytes)}`],
    ["Received", `${formatCount(row.outMessages)} messages, ${formatBytes(row.outBytes)}`],
    ...(closed === null
      ? []
      : ([["Closed", `${closed.reason}${closed.at === null ? "" : `, ${formatMoment(closed.at)}`}`]] as const).map(
          ([name, value]): [string, ReactNode] => [name, value],
        )),
  ];
}
