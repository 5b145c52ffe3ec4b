/** What the page asks about the servers themselves, and the answers. All of it is read, nothing is made. */
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { ConnectionList, ConnectionQuery, ConnectionRow } from "#model/server/connection-list.ts";
import type { ServerDetail, ServerList } from "#model/server/server-list.ts";

export type ServerRequest =
  /** Every server that answers, and those that did. */
  | { kind: "servers" }
  /** One of them, by its key. */
  | { kind: "server"; key: string }
  /** The keys of a list in its order, and the first `rows` of them as rows. */
  | { kind: "connections"; query: ConnectionQuery; rows: number }
  /** From memory. */
  | { kind: "connection-rows"; keys: readonly string[] };

export interface ServerAnswers {
  servers: ServerList | AskFailure;
  server: ServerDetail | AskFailure;
  connections: ConnectionList | AskFailure;
  "connection-rows": readonly ConnectionRow[];
}

const KINDS: Readonly<Record<ServerRequest["kind"], true>> = {
  servers: true,
  server: true,
  connections: true,
  "connection-rows": true,
};

export function isAboutServers(request: { kind: string }): request is ServerRequest {
  return Object.hasOwn(KINDS, request.kind);
}
