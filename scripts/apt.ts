import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Result, fail, ok } from "#util/result.ts";
import { cacheFolder } from "./cache-folder.ts";
import { runCommand } from "./run-command.ts";

export interface AptRepository {
  uri: string;
  suites: string[];
  components: string[];
  /** Path of the key ring, or null for apt's own. */
  signedBy: string | null;
}

const DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Reads one-line (`deb uri suite component…`) and deb822 (`.sources`) descriptions alike. */
export function parseAptSources(text: string): AptRepository[] {
  return /^\s*Types:/imu.test(text) ? parseStanzas(text) : parseLines(text);
}

function parseLines(text: string): AptRepository[] {
  const found: AptRepository[] = [];
  for (const line of text.split("\n")) {
    const match = /^\s*deb\s+(?:\[(?<options>[^\]]*)\]\s+)?(?<uri>\S+)\s+(?<suite>\S+)\s+(?<components>[^#]+)/u.exec(
      line,
    );
    const { options, uri, suite, components } = match?.groups ?? {};
    if (uri === undefined || suite === undefined || components === undefined) continue;
    const signedBy = /signed-by=(?<path>\S+)/u.exec(options ?? "")?.groups?.["path"] ?? null;
    found.push({ uri, suites: [suite], components: words(components), signedBy });
  }
  return found;
}

function parseStanzas(text: string): AptRepository[] {
  const found: AptRepository[] = [];
  for (const stanza of text.split(/\n\s*\n/u)) {
    const field = (name: string): string[] => {
      const match = new RegExp(String.raw`^${name}:[ \t]*(?<value>.*(?:\n[ \t]+.*)*)`, "imu").exec(stanza);
      return words(match?.groups?.["value"] ?? "");
    };
    if (!field("Types").includes("deb") || field("Enabled")[0] === "no") continue;
    const signedBy = field("Signed-By")[0] ?? "";
    for (const uri of field("URIs")) {
      found.push({
        uri,
        suites: field("Suites"),
        components: field("Components"),
        signedBy: signedBy.startsWith("/") ? signedBy : null,
      });
    }
  }
  return found;
}

function words(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("#"))
    .join(" ")
    .split(/\s+/u)
    .filter((word) => word !== "");
}

/** What `/etc/os-release` says of this machine, or null where there is no such file. */
export function osRelease(): { id: string; codename: string } | null {
  if (!existsSync("/etc/os-release")) return null;
  const text = readFileSync("/etc/os-release", "utf8");
  const value = (name: string): string =>
    new RegExp(String.raw`^${name}="?(?<value>[^"\n]*)"?$`, "mu").exec(text)?.groups?.["value"] ?? "";
  return { id: value("ID"), codename: value("VERSION_CODENAME") };
}

/** The repository that carries this Debian's own suite; other suites are asked of the same mirror. */
function debianMirror(): AptRepository | null {
  const release = osRelease();
  if (release?.id !== "debian") return null;
  const files = [
    "/etc/apt/sources.list",
    ...(existsSync("/etc/apt/sources.list.d")
      ? readdirSync("/etc/apt/sources.list.d")
          .filter((name) => name.endsWith(".list") || name.endsWith(".sources"))
          .map((name) => join("/etc/apt/sources.list.d", name))
      : []),
  ].filter((path) => existsSync(path));
  const repositories = files.flatMap((path) => parseAptSources(readFileSync(path, "utf8")));
  return repositories.find((one) => one.suites.includes(release.codename) && one.components.includes("main")) ?? null;
}

/**
 * Downloads one package of a Debian suite (or, with `suite: null`, of the machine's own sources) and unpacks it,
 * with lists of its own: nothing is installed and the machine's apt stays as it is. Works without root.
 * Gives the folder it was unpacked in, which the caller moves from and removes.
 */
export async function unpackDebianPackage(name: string, suite: string | null): Promise<Result<string>> {
  const work = await mkdtemp(join(cacheFolder(), "apt-"));
  const done = await downloadInto(work, name, suite);
  if (!done.ok) await rm(work, { recursive: true, force: true });
  return done;
}

async function downloadInto(work: string, name: string, suite: string | null): Promise<Result<string>> {
  const mirror = suite === null ? null : debianMirror();
  if (suite !== null && mirror === null) return fail("this machine's apt sources name no Debian mirror");
  await mkdir(join(work, "lists", "partial"), { recursive: true });
  await mkdir(join(work, "cache", "archives", "partial"), { recursive: true });
  const options = [
    "-q",
    "-o",
    `Dir::State::lists=${join(work, "lists")}`,
    "-o",
    `Dir::Cache=${join(work, "cache")}`,
    "-o",
    "Acquire::Retries=3",
    "-o",
    "Acquire::Languages=none",
    ...(process.getuid?.() === 0 ? ["-o", "APT::Sandbox::User=root"] : []),
  ];
  if (mirror !== null) {
    const keyring = existsSync(DEBIAN_KEYRING) ? DEBIAN_KEYRING : mirror.signedBy;
    const signedBy = keyring === null ? "" : `[signed-by=${keyring}] `;
    await writeFile(join(work, "sources.list"), `deb ${signedBy}${mirror.uri} ${suite} main\n`);
    options.push("-o", `Dir::Etc::sourcelist=${join(work, "sources.list")}`, "-o", "Dir::Etc::sourceparts=-");
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const update = await runCommand("apt-get", [...options, "update"], { cwd: work, env, timeoutMs: 120_000 });
  if (update.code !== 0) return fail(`apt-get update failed: ${lastLine(update.stderr)}`);
  const download = await runCommand("apt-get", [...options, "download", name], { cwd: work, env, timeoutMs: 120_000 });
  if (download.code !== 0) return fail(`apt-get download ${name} failed: ${lastLine(download.stderr)}`);
  const archive = (await readdir(work)).find((file) => file.endsWith(".deb"));
  if (archive === undefined) return fail(`apt-get download ${name} brought no package`);
  const unpack = await runCommand("dpkg-deb", ["-x", join(work, archive), join(work, "root")]);
  if (unpack.code !== 0) return fail(`dpkg-deb could not unpack ${archive}: ${lastLine(unpack.stderr)}`);
  return ok(work);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
