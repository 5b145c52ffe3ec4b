import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const PAGES = fileURLToPath(new URL("../pages", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the benchmarks' own pages as the real page is built; they are never part of `dist`. Gives the folder, which the caller removes. */
export async function buildBenchPages(names: readonly string[]): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "rollcall-bench-"));
  await build({
    root: PAGES,
    base: "./",
    configFile: false,
    logLevel: "warn",
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: Object.fromEntries(["index", ...names].map((name) => [name, join(PAGES, `${name}.html`)])),
      },
    },
  });
  return outDir;
}

export async function removeBenchPages(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** The real page, from the sources as they are. */
export async function buildDist(): Promise<string> {
  await build({ root: ROOT, logLevel: "warn" });
  const dist = join(ROOT, "dist");
  if (!existsSync(join(dist, "index.html"))) throw new Error("vite built no page");
  return dist;
}
