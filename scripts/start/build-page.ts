import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the built page is made of. */
const SOURCES = ["src", "contract", "public", "index.html", "vite.config.ts", "package.json", "package-lock.json"];

/** Builds into `dist` where that is missing or older than a source; says whether it did. */
export async function buildPage(root: string): Promise<boolean> {
  const built = changedAt(join(root, "dist", "index.html"));
  const changed = Math.max(...SOURCES.map((name) => newestBelow(join(root, name))));
  if (built !== null && built > changed) return false;
  // Loaded only where it is needed: it takes longer than the rest of a start.
  const { build } = await import("vite");
  // Whatever the shell says: React's development build is three times as large.
  process.env["NODE_ENV"] = "production";
  await build({ root, logLevel: "error" });
  return true;
}

function changedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** A folder's own time counts too: it changes when a file goes away. */
function newestBelow(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestBelow(join(path, name))));
}
