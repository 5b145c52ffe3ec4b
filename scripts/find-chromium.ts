import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "playwright";
import { runCommand } from "./run-command.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Where installers put it when it is on no PATH. */
const PLACES = [
  "/usr/lib/chromium/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
];

/**
 * A Chromium that is on this machine: `$ROLLCALL_CHROMIUM`, Playwright's own, a system Chromium or Chrome; null when
 * there is none. Installs nothing.
 */
export function locateChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env["ROLLCALL_CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  const folders = (env["PATH"] ?? "").split(delimiter);
  const candidates = [
    chromium.executablePath(),
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  return [...candidates, ...PLACES].find((path) => isExecutable(path)) ?? null;
}

/** Like `locateChromium`; where there is none, Playwright's is installed, else Debian's package where root. */
export async function findChromium(): Promise<string> {
  const located = locateChromium();
  if (located !== null) return located;
  const reasons: string[] = [];
  for (const [what, install] of [
    ["playwright install chromium", installPlaywrights],
    ["apt-get install chromium", installDebians],
  ] as const) {
    const reason = await install();
    const found = locateChromium();
    if (found !== null) return found;
    reasons.push(`  ${what}: ${reason ?? "brought no browser"}`);
  }
  throw new Error(
    ["no Chromium was found. Install Chromium or Chrome, or set ROLLCALL_CHROMIUM to its path.", ...reasons].join("\n"),
  );
}

/** What Playwright and vitest start it with. As root it has no sandbox. */
export function chromiumLaunch(executablePath: string | null = locateChromium()): {
  executablePath?: string;
  args: string[];
} {
  return {
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-dev-shm-usage",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  };
}

/** Gives the reason where it failed, null where it ended well. */
async function installPlaywrights(): Promise<string | null> {
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright/package.json")), "cli.js");
  const end = await runCommand(process.execPath, [cli, "install", "chromium"], { timeoutMs: 180_000 });
  return end.code === 0 ? null : lastLine(end.stderr + end.stdout);
}

async function installDebians(): Promise<string | null> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs root on Debian or Ubuntu";
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const update = await runCommand("apt-get", ["-q", "update"], { env, timeoutMs: 120_000 });
  if (update.code !== 0) return lastLine(update.stderr);
  const args = ["-q", "-y", "--no-install-recommends", "install", "chromium"];
  const install = await runCommand("apt-get", args, { env, timeoutMs: 300_000 });
  return install.code === 0 ? null : lastLine(install.stderr);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
