/** The clients of the servers: searched, sorted and counted, so that the page holds the rows in view and nothing else. */
import type { AskFailure } from "../asked/ask-failure.ts";
import type { ServerSource } from "./server-list.ts";
import type { ServerThresholds } from "./server-thresholds.ts";
import { unreachable } from "#util/assert.ts";
import type { ServerMs } from "#util/units.ts";

export interface ConnectionRow {
  /** Server key and the server's number of the connection. */
  key: string;
  server: string;
  cid: number;
  name: string | null;
  user: string | null;
  account: string | null;
  /** Such as `nats.js` or `go`. */
  lang: string | null;
  version: string | null;
  /** `nats`, `websocket`, `mqtt`. */
  type: string;
  /** `ip:port` */
  address: string;
  startedAt: ServerMs | null;
  /** Since its last message in or out, or, of a closed one, since it was closed. */
  idleMs: number | null;
  pendingBytes: number;
  rttMs: number | null;
  subscriptions: number;
  inMessages: number;
  outMessages: number;
  inBytes: number;
  outBytes: number;
  /** The TLS version; null without TLS. */
  tls: string | null;
  /** Why the server closed it; null while it is open. */
  closed: { at: ServerMs | null; reason: string } | null;
  /** This page's own. */
  isOurs: boolean;
  trouble: ConnectionTrouble | null;
}

/** `pending`: it reads more slowly than is sent to it. `slow`: a long round trip. */
export type ConnectionTrouble = "pending" | "slow";

export const CONNECTION_SORT_KEYS = [
  "name",
  "user",
  "client",
  "server",
  "idle",
  "pending",
  "rtt",
  "subscriptions",
  "in",
  "out",
] as const;

export type ConnectionSort = (typeof CONNECTION_SORT_KEYS)[number];

export const CONNECTION_SHOWS = ["open", "trouble", "closed"] as const;

export type ConnectionShow = (typeof CONNECTION_SHOWS)[number];

export interface ConnectionQuery {
  /** A server's key; null: of all servers. */
  server: string | null;
  /** `closed`: those that a server closed and still remembers. */
  show: ConnectionShow;
  q: string;
  sort: ConnectionSort;
  order: "ascending" | "descending";
}

export interface ConnectionList {
  source: ServerSource;
  /** Keys in their order. */
  ids: readonly string[];
  /** The first ones. */
  rows: readonly ConnectionRow[];
  /** Those held, before they were searched. */
  held: number;
  /** As the servers count them; more than are held where there are too many. */
  total: number;
  troubled: number;
  /** Why a part is missing; null: all of it is there. */
  missing: AskFailure | null;
}

export function troubleOf(
  { pendingBytes, rttMs }: Pick<ConnectionRow, "pendingBytes" | "rttMs">,
  { clientPendingBytes, clientRttMs }: ServerThresholds,
): ConnectionTrouble | null {
  if (pendingBytes > clientPendingBytes) return "pending";
  return rttMs !== null && rttMs > clientRttMs ? "slow" : null;
}

/** Those asked for, in the order asked for; equal ones by their number. */
export function listConnections(rows: readonly ConnectionRow[], query: ConnectionQuery): readonly ConnectionRow[] {
  const { server, show, q, sort, order } = query;
  const needle = q.trim().toLowerCase();
  const shown = rows.filter(
    (row) =>
      (server === null || row.server === server) &&
      (show !== "trouble" || row.trouble !== null) &&
      (needle === "" || textOf(row).includes(needle)),
  );
  const sign = order === "ascending" ? 1 : -1;
  const keys = new Map(shown.map((row) => [row, keyOf(row, sort)]));
  return shown.sort(
    (left, right) => compareKnown(keys.get(left) ?? null, keys.get(right) ?? null, sign) || left.cid - right.cid,
  );
}

function textOf({ name, user, account, lang, version, address, server, cid, closed }: ConnectionRow): string {
  return [name, user, account, lang, version, address, server, cid, closed?.reason].join(" ").toLowerCase();
}

function keyOf(row: ConnectionRow, sort: ConnectionSort): string | number | null {
  switch (sort) {
    case "name":
      return row.name?.toLowerCase() ?? null;
    case "user":
      return row.user?.toLowerCase() ?? row.account?.toLowerCase() ?? null;
    case "client":
      return row.lang === null ? null : `${row.lang} ${row.version ?? ""}`;
    case "server":
      return row.server.toLowerCase();
    case "idle":
      return row.idleMs;
    case "pending":
      return row.pendingBytes;
    case "rtt":
      return row.rttMs;
    case "subscriptions":
      return row.subscriptions;
    case "in":
      return row.inMessages;
    case "out":
      return row.outMessages;
    default:
      return unreachable(sort);
  }
}

/** What is not known comes last in either order. */
function compareKnown(left: string | number | null, right: string | number | null, sign: number): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -sign : sign;
}
