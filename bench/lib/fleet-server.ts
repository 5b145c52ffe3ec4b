import { connect } from "nats";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { provision } from "#fleet/provision.ts";
import { type FoundServer, testServers } from "#scripts/nats/find-server.ts";
import { type RunningServer, runServer } from "#scripts/nats/run-server.ts";

/** The newest and the oldest server that the tests run on; a version that cannot be had is an error, never left out in silence. */
export async function serversByAge(): Promise<{ newest: FoundServer; oldest: FoundServer }> {
  const { servers, skipped } = await testServers();
  const [oldest, newest] = [servers[0], servers.at(-1)];
  if (oldest === undefined || newest === undefined || skipped.length > 0) {
    throw new Error(`servers are missing: ${skipped.map(({ version, reason }) => `${version}: ${reason}`).join("; ")}`);
  }
  return { newest, oldest };
}

/** A server with the accounts of nats-server.conf and the seven streams. */
export async function runFleetServer(server: FoundServer): Promise<RunningServer> {
  const running = await runServer({ server });
  await provision({ servers: running.clientUrl, ...running.logins.provisioner });
  return running;
}

/** The coordination stream made again: empty, from sequence 1. */
export async function emptyStream(server: RunningServer): Promise<void> {
  const login = { servers: server.clientUrl, ...server.logins.provisioner };
  const nc = await connect(login);
  const manager = await nc.jetstreamManager();
  await manager.streams.delete(COORDINATION_STREAM);
  await provision({ nc });
  await nc.close();
}
