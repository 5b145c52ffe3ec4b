import { constants } from "node:fs";
import { access, chmod, mkdir, readdir, rename, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { type Result, fail, ok } from "#util/result.ts";
import { osRelease, unpackDebianPackage } from "../apt.ts";
import { cacheFolder } from "../cache-folder.ts";
import { runCommand } from "../run-command.ts";
import { OFFICIAL_RELEASE, unpackOfficialRelease } from "./official-release.ts";

export interface FoundServer {
  path: string;
  /** As `nats-server --version` says it, without the `v`. */
  version: string;
  /** Where it came from, in words. */
  source: string;
}

/** Oldest, middle and newest supported server, with the Debian suite that carries each. */
export const TEST_SERVERS = [
  { version: "2.9.10", suite: "bookworm" },
  { version: "2.10.27", suite: "trixie" },
  { version: "2.15.1", suite: "forky" },
] as const;

const OLDEST: readonly [number, number] = [2, 9];

/**
 * A `nats-server` 2.9 or newer: `$NATS_SERVER`, the one on PATH, the project's cache, the pinned official release,
 * on Debian and Ubuntu their package unpacked into the cache. Throws one message that says what to install.
 */
export async function findServer(env: NodeJS.ProcessEnv = process.env): Promise<FoundServer> {
  const reasons: string[] = [];
  const named = env["NATS_SERVER"];
  if (named !== undefined && named !== "") {
    const found = await asServer(named, "$NATS_SERVER");
    if (found.ok) return found.value;
    throw new Error(`NATS_SERVER=${named}: ${found.error}`);
  }
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    const found = await asServer(join(folder, executableName()), "PATH");
    if (found.ok) return found.value;
    if (found.error !== NOT_THERE) reasons.push(`${join(folder, executableName())}: ${found.error}`);
  }
  const cached = await newestCached();
  if (cached !== null) return cached;
  const release = await fromRelease();
  if (release.ok) return release.value;
  reasons.push(`official release ${OFFICIAL_RELEASE.version}: ${release.error}`);
  for (const suite of hostSuites()) {
    const found = await fromDebian(suite);
    if (found.ok) return found.value;
    reasons.push(`apt${suite === null ? "" : ` (${suite})`}: ${found.error}`);
  }
  throw new Error(
    [`no nats-server 2.9 or newer was found. ${installAdvice()}`, ...reasons.map((one) => `  ${one}`)].join("\n"),
  );
}

/** The newest suite first: it reads history several times as fast. */
function hostSuites(): (string | null)[] {
  const release = osRelease();
  if (release?.id === "debian") return ["forky", "trixie", null];
  return release?.id === "ubuntu" ? [null] : [];
}

function installAdvice(): string {
  if (process.platform === "darwin") {
    return "Install it with `brew install nats-server`, or set NATS_SERVER to its path.";
  }
  if (process.platform === "win32") {
    return "Install it with `scoop install nats-server`, or set NATS_SERVER to its path.";
  }
  return "Put the nats-server binary of https://nats.io/download on the PATH, or set NATS_SERVER to its path.";
}

/**
 * The servers that tests run on, oldest first, downloaded where they are missing. `ROLLCALL_TEST_SERVERS=2.15.1,2.9.10`
 * narrows them while developing. A version that cannot be had is in `skipped` with the reason, never left out in silence.
 */
export async function testServers(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ servers: FoundServer[]; skipped: { version: string; reason: string }[] }> {
  const asked = (env["ROLLCALL_TEST_SERVERS"] ?? "").split(",").filter((version) => version !== "");
  const servers: FoundServer[] = [];
  const skipped: { version: string; reason: string }[] = [];
  for (const { version, suite } of TEST_SERVERS) {
    if (asked.length > 0 && !asked.includes(version)) {
      skipped.push({ version, reason: "ROLLCALL_TEST_SERVERS leaves it out" });
      continue;
    }
    const found = await fromDebian(suite);
    if (found.ok) servers.push(found.value);
    else skipped.push({ version, reason: found.error });
  }
  if (servers.length === 0) {
    const found = await findServer(env);
    servers.push(found);
  }
  return { servers, skipped };
}

/** One binary a suite, moved into its place by a rename, so that runs side by side cannot see half a file. */
async function fromDebian(suite: string | null): Promise<Result<FoundServer>> {
  const label = suite ?? osRelease()?.codename ?? "apt";
  const folder = join(cacheFolder(), "nats-server", label);
  const path = join(folder, executableName());
  const source = `cache (package of ${label})`;
  const cached = await asServer(path, source);
  if (cached.ok) return cached;
  if (process.platform !== "linux") return fail("Debian's packages run on Linux only");
  const unpacked = await unpackDebianPackage("nats-server", suite);
  if (!unpacked.ok) return unpacked;
  const work = unpacked.value;
  try {
    return await moveIntoCache(join(work, "root", "usr", "sbin", "nats-server"), path, source);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fromRelease(): Promise<Result<FoundServer>> {
  const unpacked = await unpackOfficialRelease();
  if (!unpacked.ok) return unpacked;
  const work = unpacked.value;
  const path = join(cacheFolder(), "nats-server", `v${OFFICIAL_RELEASE.version}`, executableName());
  try {
    return await moveIntoCache(join(work, executableName()), path, `cache (official release)`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function moveIntoCache(from: string, to: string, source: string): Promise<Result<FoundServer>> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await chmod(from, 0o755);
    await rename(from, to);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  return asServer(to, source);
}

async function newestCached(): Promise<FoundServer | null> {
  const root = join(cacheFolder(), "nats-server");
  let names: string[];
  try {
    names = await readdir(root);
  } catch {
    return null;
  }
  let newest: FoundServer | null = null;
  for (const name of names) {
    const found = await asServer(join(root, name, executableName()), `cache (${name})`);
    if (found.ok && (newest === null || compareVersions(found.value.version, newest.version) > 0)) newest = found.value;
  }
  return newest;
}

const NOT_THERE = "not there";

async function asServer(path: string, source: string): Promise<Result<FoundServer>> {
  try {
    await access(path, constants.X_OK);
  } catch {
    return fail(NOT_THERE);
  }
  const { code, stdout, stderr } = await runCommand(path, ["--version"], { timeoutMs: 10_000 });
  const version = /v?(?<version>\d+\.\d+\.\d+\S*)/u.exec(stdout + stderr)?.groups?.["version"];
  if (code !== 0 || version === undefined) return fail("does not say its version");
  if (compareVersions(version, OLDEST.join(".")) < 0) return fail(`is ${version}; 2.9 or newer is needed`);
  return ok({ path, version, source });
}

/** Negative when `a` is older. Pre-release suffixes are not compared. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(".").map((part) => Number.parseInt(part, 10)));
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function executableName(): string {
  return process.platform === "win32" ? "nats-server.exe" : "nats-server";
}
