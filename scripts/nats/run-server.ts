import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { type NatsConnection, connect } from "nats";
import { MAX_PAYLOAD_BYTES } from "#contract/streams.ts";
import { assert } from "#util/assert.ts";
import { freePort } from "../free-port.ts";
import { type FoundServer, findServer } from "./find-server.ts";
import { type ServerProcess, logTail, startServerProcess, waitUntilListening } from "./server-process.ts";
import { quoted, writeConfig } from "./write-config.ts";

export interface Login {
  user: string;
  pass: string;
}

export interface RunningServer {
  version: string;
  /** `nats://127.0.0.1:port` */
  clientUrl: string;
  /** `ws://127.0.0.1:port` */
  wsUrl: string;
  clientPort: number;
  wsPort: number;
  /** `http://127.0.0.1:port`, or null where the monitor is off. */
  monitorUrl: string | null;
  storeDir: string;
  pid: number;
  logFile: string;
  /** Of `accounts: "full"`. With "password" both are the one login; with "plain" and "no-jetstream" both are empty. */
  logins: { provisioner: Login; sys: Login };
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Graceful end; removes the temp folder if the server was given none. Safe to call twice. */
  stop(): Promise<void>;
  /** Same ports, same store: starts it after `kill`, or kills it and starts it. */
  restart(): Promise<void>;
  /** SIGSTOP: the half-open link. */
  pause(): void;
  /** SIGCONT */
  resume(): void;
}

export interface RunOptions {
  /** Default: `findServer()`. */
  server?: FoundServer;
  /** Origins that the WebSocket lets in. Default: every origin, since a test's page has a port of its own. */
  origins?: string[];
  monitor?: boolean;
  /**
   * "full": the accounts of nats-server.conf. "plain": no accounts, no logins, JetStream on: someone else's server.
   * "no-jetstream": the same with JetStream off. "password": plain, and every client needs the one login.
   */
  accounts?: "full" | "plain" | "no-jetstream" | "password";
  /** Lines at the end of the configuration. */
  extraConfig?: string;
  /** A folder that is kept by `stop`; default: a temp folder that is removed. */
  storeDir?: string;
}

/** Found once a process: each look runs every binary there is for its version, which takes longer than starting one. */
let usual: Promise<FoundServer> | null = null;

function usualServer(): Promise<FoundServer> {
  usual ??= findServer();
  return usual;
}

/** A real nats-server on free loopback ports, ready to be connected to when the promise resolves. */
export async function runServer(options: RunOptions = {}): Promise<RunningServer> {
  const binary = options.server ?? (await usualServer());
  // Between choosing a port and the server's taking it, somebody else may have taken it.
  for (let attempt = 1; ; attempt += 1) {
    const plan = await planServer(binary, options);
    try {
      return await launch(plan);
    } catch (error) {
      await plan.removeFolder();
      if (attempt === 5 || !/address already in use/u.test(String(error))) throw error;
    }
  }
}

interface Plan {
  binary: FoundServer;
  folder: string;
  storeDir: string;
  clientPort: number;
  wsPort: number;
  monitorPort: number | null;
  logins: { provisioner: Login; sys: Login };
  removeFolder(): Promise<void>;
}

async function planServer(binary: FoundServer, options: RunOptions): Promise<Plan> {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-nats-"));
  const storeDir = options.storeDir ?? join(folder, "store");
  const accounts = options.accounts ?? "full";
  const [clientPort, wsPort, monitorPort] = [await freePort(), await freePort(), await freePort()];
  const append = `\n${options.extraConfig ?? ""}\n`;
  const config = join(folder, "nats-server.conf");
  let logins = { provisioner: { user: "", pass: "" }, sys: { user: "", pass: "" } };
  await mkdir(storeDir, { recursive: true });
  if (accounts === "full") {
    const passwords = { provisioner: password(), sys: password() };
    logins = {
      provisioner: { user: "provisioner", pass: passwords.provisioner },
      sys: { user: "sys", pass: passwords.sys },
    };
    await writeConfig(config, { clientPort, wsPort, origins: options.origins ?? null, storeDir, passwords }, append);
  } else {
    const login = { user: "somebody", pass: password() };
    if (accounts === "password") logins = { provisioner: login, sys: login };
    const lines = [
      `host: "127.0.0.1"`,
      `port: ${clientPort}`,
      `max_payload: ${MAX_PAYLOAD_BYTES}`,
      websocketBlock(wsPort, options.origins),
      ...(accounts === "no-jetstream" ? [] : [`jetstream { store_dir: ${quoted(storeDir)}, max_file_store: 32GB }`]),
      ...(accounts === "password" ? [`authorization { user: ${login.user}, password: ${quoted(login.pass)} }`] : []),
    ];
    await writeFile(config, lines.join("\n") + append, { mode: 0o600 });
  }
  return {
    binary,
    folder,
    storeDir,
    clientPort,
    wsPort,
    monitorPort: options.monitor === true ? monitorPort : null,
    logins,
    removeFolder: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function password(): string {
  return randomBytes(12).toString("hex");
}

function websocketBlock(port: number, origins: readonly string[] | undefined): string {
  const list =
    origins === undefined ? "" : `, allowed_origins: [${origins.map((origin) => quoted(origin)).join(", ")}]`;
  return `websocket { host: "127.0.0.1", port: ${port}, no_tls: true${list} }`;
}

async function launch(plan: Plan): Promise<RunningServer> {
  const { binary, folder, clientPort, wsPort, monitorPort } = plan;
  const logFile = join(folder, "nats-server.log");
  const args = ["-c", join(folder, "nats-server.conf"), ...(monitorPort === null ? [] : ["-m", String(monitorPort)])];
  let child: ServerProcess;
  const start = async (): Promise<void> => {
    child = startServerProcess(binary.path, args, logFile);
    const ports = [clientPort, wsPort, ...(monitorPort === null ? [] : [monitorPort])];
    await waitUntilListening(
      child,
      ports.map((port) => ({ port })),
      logFile,
    );
  };
  const kill = async (): Promise<void> => {
    child.signal("SIGKILL");
    await child.ended;
  };
  await start();
  return {
    version: binary.version,
    clientUrl: `nats://127.0.0.1:${clientPort}`,
    wsUrl: `ws://127.0.0.1:${wsPort}`,
    clientPort,
    wsPort,
    monitorUrl: monitorPort === null ? null : `http://127.0.0.1:${monitorPort}`,
    storeDir: plan.storeDir,
    get pid() {
      return child.pid;
    },
    logFile,
    logins: plan.logins,
    kill,
    async stop() {
      await child.stop();
      await plan.removeFolder();
    },
    async restart() {
      await kill();
      await start();
    },
    pause: () => child.signal("SIGSTOP"),
    resume: () => child.signal("SIGCONT"),
  };
}

/** Like `runServer`; every server knows the others, and the cluster has a JetStream leader and all its peers when this resolves. */
export async function runCluster(options: RunOptions & { size?: number } = {}): Promise<RunningServer[]> {
  const { size = 3, ...common } = options;
  assert(common.storeDir === undefined, "each server of a cluster makes its own store folder");
  const binary = common.server ?? (await usualServer());
  const routePorts = await Promise.all(Array.from({ length: size }, () => freePort()));
  const routes = routePorts.map((port) => `"nats-route://127.0.0.1:${port}"`).join(", ");
  const servers = await Promise.all(
    routePorts.map((port, index) =>
      runServer({
        ...common,
        server: binary,
        extraConfig: [
          `server_name: "n${index + 1}"`,
          `cluster { name: "rollcall-test", listen: "127.0.0.1:${port}", routes: [${routes}] }`,
          common.extraConfig ?? "",
        ].join("\n"),
      }),
    ),
  );
  try {
    if (common.accounts !== "no-jetstream") await waitForMetaLeader(servers);
  } catch (error) {
    await Promise.all(servers.map((server) => server.stop()));
    throw error;
  }
  return servers;
}

const CLUSTER_READY_MS = 60_000;

/**
 * A stream with one replica on every server can be made only once a leader knows them all, so making one (and taking
 * it away) is the proof, on every version and without the system account.
 */
async function waitForMetaLeader(servers: readonly RunningServer[]): Promise<void> {
  const first = servers[0];
  assert(first !== undefined, "a cluster has a server");
  const deadline = Date.now() + CLUSTER_READY_MS;
  const { user, pass } = first.logins.provisioner;
  const connection = await connect({ servers: first.clientUrl, ...(user === "" ? {} : { user, pass }) });
  try {
    while (!(await canReplicate(connection, servers.length))) {
      if (Date.now() > deadline) throw new Error(`the cluster has no JetStream leader:\n${logTail(first.logFile)}`);
      await delay(50);
    }
  } finally {
    await connection.close();
  }
}

async function canReplicate(connection: NatsConnection, replicas: number): Promise<boolean> {
  try {
    const manager = await connection.jetstreamManager({ checkAPI: false, timeout: 5_000 });
    await manager.streams.add({ name: "rollcall_ready", subjects: ["rollcall.ready"], num_replicas: replicas });
    return await manager.streams.delete("rollcall_ready");
  } catch {
    return false;
  }
}
