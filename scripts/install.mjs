// Plain JavaScript: this runs before anything is installed, on any Node that there may be.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDED = [20, 19];

/** Ends the process with one line where this Node is too old to run the rest. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  console.error(`Node ${NEEDED.join(".")} or newer is needed; this is ${version}. See https://nodejs.org`);
  process.exit(1);
}

/**
 * Whether what is installed is what the lock file says, by versions rather than by file times, which a checkout changes.
 * Packages for other platforms may be absent.
 */
export function isInstalled(root = ROOT) {
  let locked;
  let installed;
  try {
    locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    installed = JSON.parse(readFileSync(join(root, "node_modules", ".package-lock.json"), "utf8")).packages;
  } catch {
    return false;
  }
  return Object.entries(locked).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version;
  });
}

/** `npm ci` where needed; says its line with its time. Ends the process where that fails. */
export function ensureInstalled(root = ROOT) {
  const began = performance.now();
  if (isInstalled(root)) return;
  console.log("dependencies: npm ci …");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const end =
    npm === undefined
      ? spawnSync("npm", args, {
          cwd: root,
          stdio: ["ignore", "inherit", "inherit"],
          shell: process.platform === "win32",
        })
      : spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (end.status !== 0) {
    console.error("dependencies: npm ci failed (above is why)");
    process.exit(1);
  }
  console.log(`dependencies: installed (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

/** Lets Node run the TypeScript of the project. */
export async function registerTypeScript() {
  const { register } = await import("tsx/esm/api");
  register();
}
