import { readFileSync } from "node:fs";

/** What the build made: each chunk by its key, with what it imports. */
const manifest = JSON.parse(readFileSync(new URL("dist/.vite/manifest.json", import.meta.url), "utf8"));

/** A chunk and all that it needs before it can run. */
function closure(keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key)) continue;
    seen.add(key);
    closure(manifest[key].imports ?? [], seen);
  }
  return seen;
}

function filesOf(keys) {
  return [...new Set([...keys].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]))];
}

const APP = "src/mount-app.tsx";
const OVERVIEW = "src/pages/overview/OverviewPage.tsx";
const LATIN_FONTS = "dist/assets/*-latin-wght-normal-*.woff2";
const WORKER = "dist/assets/worker-*.js";

/** All code that every page waits for: the small file that starts the worker, and the app behind it. */
const everyPage = closure(["index.html", APP]);
const entry = filesOf(everyPage);

/** What the Overview asks for once it is there: its charts. */
const itsOwn = [...closure([OVERVIEW])].filter((key) => !everyPage.has(key));
const lazy = itsOwn.flatMap((key) => manifest[key].dynamicImports ?? []);
const overview = filesOf(closure([...everyPage, OVERVIEW, ...lazy]));

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
