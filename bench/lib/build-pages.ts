import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const PAGES = fileURLToPath(new URL("../pages", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the benchmarks' own pages as the real page is built; they are never part of `dist`. Not minified, a profile of them is readable. Gives the folder, which the caller removes. */
export async function buildBenchPages(names: readonly string[], minify = true): Promise<string> {
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
      minify,
      rolldownOptions: {
        input: Object.fromEntries(["index", ...names].map((name) => [name, join(PAGES, `${name}.html`)])),
      },
    },
  });
  return outDir;
}

export async function removePages(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** The real page, from the sources as they are; `dist` is left alone. Gives the folder, which the caller removes. */
export async function buildRealPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "rollcall-bench-"));
  await build({ root: ROOT, logLevel: "warn", build: { outDir, emptyOutDir: true } });
  return outDir;
}
