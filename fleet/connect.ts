import type { ConnectionOptions, NatsConnection } from "nats";
import { connect, Events } from "nats";

/** Where the broker is and who asks. */
export interface FleetLogin {
  /** `nats://host:port`, one or several of one cluster. */
  servers: string | string[];
  user?: string;
  pass?: string;
  token?: string;
  /** Shown in the server's list of connections. */
  name?: string;
}

/**
 * One connection for an agent. It comes back by itself for ever: an agent that gave up after ten tries would look dead
 * on every screen although it works.
 *
 * @throws NatsError where no server answers within 5 s or the login is refused.
 */
export function connectFleet(login: FleetLogin): Promise<NatsConnection> {
  const options: ConnectionOptions = {
    servers: login.servers,
    name: login.name ?? "rollcall-fleet",
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    pingInterval: 10_000,
    timeout: 5_000,
    ignoreAuthErrorAbort: true,
  };
  if (login.user !== undefined) options.user = login.user;
  if (login.pass !== undefined) options.pass = login.pass;
  if (login.token !== undefined) options.token = login.token;
  return connect(options);
}

/** Calls back whenever the connection is there again after a loss: what was announced meanwhile nobody heard. */
export function onReconnect(nc: NatsConnection, run: () => void): () => void {
  let ended = false;
  void (async () => {
    for await (const { type } of nc.status()) {
      if (ended) return;
      if (type === Events.Reconnect) run();
    }
  })();
  return () => {
    ended = true;
  };
}

/** Waits until the server has everything, but not for a server that is away. True where it has. */
export async function flushWithin(nc: NatsConnection, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const flushed = nc.flush().then(
    () => true,
    () => false,
  );
  return Promise.race([flushed, patience]).finally(() => clearTimeout(timer));
}
