import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { assert } from "#util/assert.ts";
import type { FoundServer } from "../nats/find-server.ts";
import { type ServerProcess, startServerProcess, waitUntilListening } from "../nats/server-process.ts";
import { writeConfig } from "../nats/write-config.ts";
import { LOOPBACK } from "./options.ts";

export interface LocalServer {
  process: ServerProcess;
  clientUrl: string;
  passwords: Passwords;
  configFile: string;
  logFile: string;
}

const passwordsSchema = v.object({ provisioner: v.string(), sys: v.string() });

export type Passwords = v.InferOutput<typeof passwordsSchema>;

interface Wishes {
  clientPort: number;
  wsPort: number;
  wsHost: string;
  origins: readonly string[];
  /** null: off. */
  monitorPort: number | null;
}

const USUAL_CLIENT_PORT = 4222;

/**
 * Starts the server of this checkout: configuration, passwords, log and store below `.nats/`. On another client port
 * it has a store of its own, since two servers must never share one.
 */
export async function startLocalServer(root: string, binary: FoundServer, wishes: Wishes): Promise<LocalServer> {
  const { clientPort, wsPort, wsHost, origins, monitorPort } = wishes;
  const top = join(root, ".nats");
  const folder = clientPort === USUAL_CLIENT_PORT ? top : join(top, `port-${clientPort}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const passwords = await ensurePasswords(top);
  const configFile = join(folder, "nats-server.conf");
  const logFile = join(folder, "nats-server.log");
  await writeConfig(configFile, { clientPort, wsPort, wsHost, origins, storeDir: folder, passwords });
  await writeFile(logFile, "", { mode: 0o600 });
  const args = ["-c", configFile, ...(monitorPort === null ? [] : ["-m", String(monitorPort)])];
  const child = startServerProcess(binary.path, args, logFile, { ownGroup: true });
  await waitUntilListening(child, [{ port: clientPort }, { port: wsPort, host: dialable(wsHost) }], logFile);
  return { process: child, clientUrl: `nats://${LOOPBACK}:${clientPort}`, passwords, configFile, logFile };
}

/** The passwords of `provisioner` and `sys`, made once, readable by their owner only. */
export async function ensurePasswords(folder: string): Promise<Passwords> {
  const file = join(folder, "passwords.json");
  try {
    // "wx": of two starts at the same time one writes, the other reads.
    const made: Passwords = { provisioner: randomBytes(18).toString("hex"), sys: randomBytes(18).toString("hex") };
    await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    return made;
  } catch {
    const read = v.safeParse(passwordsSchema, JSON.parse(await readFile(file, "utf8")));
    assert(read.success, `${file} holds two passwords; remove it and start again`);
    return read.output;
  }
}

/** An address to connect to for a listener on `host`. */
function dialable(host: string): string {
  return host === "0.0.0.0" || host === "::" ? LOOPBACK : host;
}
