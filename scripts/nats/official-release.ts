import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Result, fail, ok } from "#util/result.ts";
import { cacheFolder } from "../cache-folder.ts";
import { runCommand } from "../run-command.ts";

/** The official release that is fetched where no nats-server is at hand. SHA-256 as the publisher's own images pin it. */
export const OFFICIAL_RELEASE = {
  version: "2.14.5",
  address: "https://github.com/nats-io/nats-server/releases/download",
  sha256: {
    "linux-amd64": "5e3b603d47c447bda1f77f9ac16dbf91c90aac4ff3681f8fbbc7201e4ed99355",
    "linux-arm64": "673a98d3faa79dde3f9ebf16d6dfac36a5f694e7ad2015e4954dd7939c85cd4c",
    "linux-arm7": "c8796b63a8603fdebabd63146ac3d3997c29a2829fdd2af6db320f4a287f2e71",
  } as Readonly<Record<string, string>>,
};

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64", arm: "arm7" };

/** Downloads and unpacks it; the archive is not opened before its checksum is right. Gives the folder it is in. */
export async function unpackOfficialRelease(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Result<string>> {
  const target = `${platform}-${ARCHITECTURES[arch] ?? arch}`;
  const expected = OFFICIAL_RELEASE.sha256[target];
  if (expected === undefined) return fail(`no checksum is pinned for ${target}`);
  const { version, address } = OFFICIAL_RELEASE;
  const name = `nats-server-v${version}-${target}`;
  let archive: Buffer;
  try {
    const response = await fetch(`${address}/v${version}/${name}.tar.gz`, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) return fail(`the release page answered ${response.status}`);
    archive = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    return fail(`the release could not be downloaded (${error instanceof Error ? error.message : String(error)})`);
  }
  const verified = verifyChecksum(archive, expected);
  if (!verified.ok) return verified;
  const work = await mkdtemp(join(cacheFolder(), "release-"));
  await writeFile(join(work, "archive.tar.gz"), archive);
  const unpack = await runCommand("tar", ["-xzf", "archive.tar.gz", "--strip-components=1"], { cwd: work });
  if (unpack.code === 0) return ok(work);
  await rm(work, { recursive: true, force: true });
  return fail(`tar could not unpack the release: ${unpack.stderr.trim()}`);
}

/** Bytes whose SHA-256 differs from the pinned one are never unpacked, much less run. */
export function verifyChecksum(bytes: Uint8Array, expected: string): Result<null> {
  const actual = createHash("sha256").update(bytes).digest("hex");
  return actual === expected ? ok(null) : fail(`checksum differs: expected ${expected}, got ${actual}`);
}
