import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where the project keeps what it fetched, outside the checkout so that a fresh clone needs no network twice:
 * `$ROLLCALL_CACHE`, else `$XDG_CACHE_HOME/rollcall`, else `~/.cache/rollcall`. Made when missing.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const folder =
    env["ROLLCALL_CACHE"] ?? join(env["XDG_CACHE_HOME"] ?? join(env["HOME"] ?? homedir(), ".cache"), "rollcall");
  mkdirSync(folder, { recursive: true });
  return folder;
}
