import type { ConnectionOptions, Msg, NatsConnection } from "nats.ws";
import { NatsError, connect } from "nats.ws";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { FeedIo } from "./feed.ts";
import { JetStreamApi } from "./js-api.ts";
import type { FeedSettings, Login } from "./protocol.ts";
import { Requests } from "./requests.ts";
import type { Session } from "./session.ts";
import { readVersion } from "./session.ts";

const DIAL_MS = 5_000;
/** The loop pings by itself, and says a silent link before it gives it up. */
const NEVER_MS = 2 ** 31 - 1;

/** Why no connection came of it: the code of `nats.ws`, and its words. */
export interface DialFailure {
  code: string;
  message: string;
}

export interface SessionEnds {
  /** The socket is closed, by whomever. Called once. */
  closed(reason: string): void;
  /** The login may not subscribe to its own inbox: it can ask nothing. */
  inboxRefused(subject: string): void;
}

/** Opens one WebSocket to one address and logs in. Does not try again. */
export async function dial(
  url: string,
  settings: FeedSettings,
  io: FeedIo,
  ends: SessionEnds,
): Promise<Result<Session, DialFailure>> {
  let socket: WebSocket | null = null;
  const options: ConnectionOptions & {
    wsFactory: (url: string) => Promise<{ socket: WebSocket; encrypted: boolean }>;
  } = {
    servers: url,
    name: "rollcall",
    reconnect: false,
    timeout: DIAL_MS,
    pingInterval: NEVER_MS,
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
    inboxPrefix: settings.inboxPrefix,
    ...loginOptions(settings.login),
    // A socket that hangs is closed by us: the client would wait for what is still buffered.
    wsFactory: (address) => {
      socket = new WebSocket(address);
      return Promise.resolve({ socket, encrypted: address.startsWith("wss:") });
    },
  };
  try {
    const nc = await connect(options);
    return ok(makeSession(nc, url, settings, io, socket, ends));
  } catch (error) {
    (socket as WebSocket | null)?.close();
    return fail({
      code: error instanceof NatsError ? error.code : "UNKNOWN",
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

function loginOptions(login: Login): Pick<ConnectionOptions, "user" | "pass" | "token"> {
  switch (login.kind) {
    case "none":
      return {};
    case "password":
      return { user: login.user, pass: login.pass };
    case "token":
      return { token: login.token };
  }
}

function makeSession(
  nc: NatsConnection,
  url: string,
  settings: FeedSettings,
  io: FeedIo,
  socket: WebSocket | null,
  ends: SessionEnds,
): Session {
  const requests = new Requests(nc, settings.inboxPrefix, io, (subject) => ends.inboxRefused(subject));
  let over = false;
  const end = (reason: string): void => {
    if (over) return;
    over = true;
    requests.close();
    ends.closed(reason);
  };
  socket?.addEventListener("close", () => end("the server closed the connection"));
  void nc
    .closed()
    .then((error) => end(error instanceof Error && error.message !== "" ? error.message : "the connection was closed"));
  void watchErrors(nc, requests);
  const info = nc.info;
  return {
    nc,
    server: {
      name: info?.server_name ?? "",
      version: info?.version ?? "",
      url,
      cluster: info?.cluster ?? null,
    },
    requests,
    api: new JetStreamApi(requests, settings.domain, io),
    version: readVersion(info?.version ?? ""),
    listen(subject, onMessage, onRefused) {
      // The client may have closed a moment before it says so.
      if (nc.isClosed()) return () => undefined;
      const subscription = nc.subscribe(subject, {
        callback: (error: NatsError | null, message: Msg) => {
          if (error === null) onMessage(message);
          else onRefused();
        },
      });
      return () => subscription.unsubscribe();
    },
    hangUp(reason) {
      end(reason);
      socket?.close();
      void nc.close().catch(() => undefined);
    },
  };
}

/** The server tells of a refused publish apart from the request that it refused. */
async function watchErrors(nc: NatsConnection, requests: Requests): Promise<void> {
  for await (const status of nc.status()) {
    const context = status.permissionContext;
    if (context?.operation === "publish") requests.forbidden(context.subject);
  }
}
