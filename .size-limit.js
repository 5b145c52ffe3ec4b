import { readFileSync } from "node:fs";

/** Which built files a chunk needs before it can run: itself, what it imports, and their styles. */
const manifest = JSON.parse(readFileSync(new URL("dist/.vite/manifest.json", import.meta.url), "utf8"));

function needs(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const { file, css = [], imports = [] } = manifest[key];
  return [file, ...css, ...imports.flatMap((one) => needs(one, seen))];
}

const OVERVIEW = "src/pages/overview/OverviewPage.tsx";
const LATIN_FONTS = "dist/assets/*-latin-wght-normal-*.woff2";
const WORKER = "dist/assets/worker-*.js";

/** What the Overview asks for after it is there: its charts. */
const lazy = manifest[OVERVIEW].dynamicImports ?? [];
const overview = [...new Set(["index.html", OVERVIEW, ...lazy].flatMap((key) => needs(key)))];

const entry = needs("index.html");

/** @type {import("size-limit").SizeLimitConfig} */
const limits = [
  { name: "entry", path: entry.filter((file) => file.endsWith(".js")).map((file) => `dist/${file}`), limit: "150 kB" },
  { name: "worker", path: WORKER, limit: "80 kB" },
  {
    name: "everything the Overview loads",
    path: ["dist/index.html", WORKER, LATIN_FONTS, ...overview.map((file) => `dist/${file}`)],
    limit: "350 kB",
  },
].map((one) => ({ ...one, gzip: true }));

// oxlint-disable-next-line import/no-default-export -- the tool reads the default export
export default limits;
