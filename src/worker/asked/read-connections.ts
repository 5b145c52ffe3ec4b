import type { Fields } from "../fields.ts";
import { rttOf } from "./read-server.ts";
import { timeOf } from "./read-stream.ts";
import type { ConnectionRow } from "#model/server/connection-list.ts";
import { troubleOf } from "#model/server/connection-list.ts";
import type { ServerThresholds } from "#model/server/server-thresholds.ts";
import type { ServerMs } from "#util/units.ts";

/** One page of a server's `CONNZ`. @param server its key @param ownCid of this page's connection, where it is to this server */
export function readConnections(
  connz: Fields,
  server: string,
  ownCid: number | null,
  thresholds: ServerThresholds,
): ConnectionRow[] {
  const now = timeOf(connz.text("now"));
  return connz.objects("connections").flatMap((connection) => {
    const cid = connection.number("cid");
    if (cid === null) return [];
    const count = (name: string): number => connection.number(name) ?? 0;
    const [pendingBytes, rttMs] = [count("pending_bytes"), rttOf(connection)];
    const stoppedAt = timeOf(connection.text("stop"));
    const lastAt = stoppedAt ?? timeOf(connection.text("last_activity"));
    const reason = connection.text("reason");
    return [
      {
        key: `${server}/${cid}`,
        server,
        cid,
        name: said(connection.text("name")),
        user: said(connection.text("authorized_user")),
        account: said(connection.text("account")),
        lang: said(connection.text("lang")),
        version: said(connection.text("version")),
        type: connection.text("type") ?? "nats",
        address: `${connection.text("ip") ?? ""}:${count("port")}`,
        startedAt: timeOf(connection.text("start")),
        idleMs: now === null || lastAt === null ? null : Math.max(0, now - lastAt),
        pendingBytes,
        rttMs,
        subscriptions: count("subscriptions"),
        inMessages: count("in_msgs"),
        outMessages: count("out_msgs"),
        inBytes: count("in_bytes"),
        outBytes: count("out_bytes"),
        tls: said(connection.text("tls_version")),
        closed: reason === null ? null : closedBy(stoppedAt, reason),
        isOurs: cid === ownCid,
        trouble: reason === null ? troubleOf({ pendingBytes, rttMs }, thresholds) : null,
      },
    ];
  });
}

function closedBy(at: ServerMs | null, reason: string): ConnectionRow["closed"] {
  return { at, reason };
}

function said(text: string | null): string | null {
  return text === "" ? null : text;
}
