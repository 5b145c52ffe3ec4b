import { readFile, writeFile } from "node:fs/promises";
import { assert } from "#util/assert.ts";

/** The fields of `nats-server.conf` that a copy may have otherwise; what is absent stays as it is in the file. */
export interface ConfigChanges {
  clientPort?: number;
  wsPort?: number;
  /** Where the WebSocket listens. The client port stays on loopback: there nobody needs a login. */
  wsHost?: string;
  /** `null`: no list, every origin is let in (tests that do not know their page's port). */
  origins?: readonly string[] | null;
  storeDir?: string;
  passwords?: { provisioner: string; sys: string };
}

const CONFIG_FILE = new URL("../../nats-server.conf", import.meta.url);

/** `nats-server.conf` with exactly these fields replaced. A field that is not there exactly once is a bug of the file. */
export function changeConfig(text: string, changes: ConfigChanges): string {
  const { clientPort, wsPort, wsHost, origins, storeDir, passwords } = changes;
  let changed = text;
  const replace = (line: RegExp, value: string): void => {
    assert(
      (changed.match(new RegExp(line.source, "gmu")) ?? []).length === 1,
      `nats-server.conf has one ${line.source}`,
    );
    changed = changed.replace(new RegExp(line.source, "mu"), (_whole, before: string) => `${before}${value}`);
  };
  if (clientPort !== undefined) replace(/^(port: )\d+$/u, String(clientPort));
  if (wsPort !== undefined) replace(/^(websocket \{\n {2}host: .*\n {2}port: )\d+$/u, String(wsPort));
  if (wsHost !== undefined) replace(/^(websocket \{\n {2}host: ).*$/u, quoted(wsHost));
  if (origins === null) replace(/^( {2})allowed_origins: \[.*\]$/u, "# allowed_origins: every origin");
  else if (origins !== undefined) {
    replace(/^( {2}allowed_origins: )\[.*\]$/u, `[${origins.map((origin) => quoted(origin)).join(", ")}]`);
  }
  if (storeDir !== undefined) replace(/^( {2}store_dir: ).*$/u, quoted(storeDir));
  if (passwords !== undefined) {
    replace(/^( {8}user: provisioner\n {8}password: ).*$/u, quoted(passwords.provisioner));
    replace(/^( {8}user: sys\n {8}password: ).*$/u, quoted(passwords.sys));
  }
  return changed;
}

/** Writes the copy, readable by its owner only: it holds passwords. `append` is put after it as it is. */
export async function writeConfig(path: string, changes: ConfigChanges, append = ""): Promise<void> {
  const text = await readFile(CONFIG_FILE, "utf8");
  await writeFile(path, changeConfig(text, changes) + append, { mode: 0o600 });
}

/** As a double-quoted text of the server's configuration language. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
