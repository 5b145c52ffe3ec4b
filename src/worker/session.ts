import type { Msg, NatsConnection } from "nats.ws";
import type { ServerIdentity } from "#model/connection.ts";
import type { JetStreamApi } from "./js-api.ts";
import type { Requests } from "./requests.ts";

/** One open connection and what is done over it. A new one is made after every loss; nothing of it is used again. */
export interface Session {
  nc: NatsConnection;
  server: ServerIdentity;
  requests: Requests;
  api: JetStreamApi;
  /** `[2, 15]` */
  version: readonly [number, number];
  /** Calls `onMessage` for each message; `onRefused` once, where the login may not subscribe. Returns how to stop it. */
  listen(subject: string, onMessage: (message: Msg) => void, onRefused: () => void): () => void;
  /** Ends the connection at once, without waiting for a server that may not answer. */
  hangUp(reason: string): void;
}

/** `2.10.27-RC.1` is `[2, 10]`; what cannot be read is the oldest version supported. */
export function readVersion(text: string): readonly [number, number] {
  const parts = /^(\d+)\.(\d+)/u.exec(text);
  return parts === null ? [2, 9] : [Number(parts[1]), Number(parts[2])];
}

export function atLeast(version: readonly [number, number], major: number, minor: number): boolean {
  return version[0] > major || (version[0] === major && version[1] >= minor);
}
