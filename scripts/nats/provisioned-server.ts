import { connectFleet } from "#fleet/connect.ts";
import { provision } from "#fleet/provision.ts";
import type { JetStreamManager, NatsConnection } from "nats";
import type { RunningServer } from "./run-server.ts";
import { runServer } from "./run-server.ts";

/** A server with the seven streams, and an agent's connection to it. */
export interface ProvisionedServer {
  server: RunningServer;
  nc: NatsConnection;
  jsm: JetStreamManager;
  stop(this: void): Promise<void>;
}

/** For the tests of the agents' clients: one a file. */
export async function startProvisionedServer(): Promise<ProvisionedServer> {
  const server = await runServer();
  await provision({ servers: server.clientUrl, ...server.logins.provisioner });
  const nc = await connectFleet({ servers: server.clientUrl });
  return {
    server,
    nc,
    jsm: await nc.jetstreamManager(),
    async stop() {
      await nc.close();
      await server.stop();
    },
  };
}
