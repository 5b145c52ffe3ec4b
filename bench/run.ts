/** `npm run bench -- [name …] [--quick] [--scale 0.2] [--minutes 30]`: runs benchmarks, prints their rows, appends them to results/<name>.json. No name: all of them. */
import { parseArgs } from "node:util";
import type { Benchmark } from "./lib/benchmark.ts";
import { machineFacts } from "./lib/machine.ts";
import { writePerformancePage } from "./lib/performance-page.ts";
import { runCommand } from "#scripts/run-command.ts";
import { appendRun } from "./lib/results.ts";

/** Loaded only when asked for. In the order of the table in docs/performance.md. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  fold: async () => (await import("./fold.ts")).fold,
  tasks: async () => (await import("./tasks.ts")).tasks,
  alarms: async () => (await import("./alarms.ts")).alarms,
  ingest: async () => (await import("./ingest.ts")).ingest,
  "task-history": async () => (await import("./task-history.ts")).taskHistory,
  history: async () => (await import("./history.ts")).history,
  "page-thread": async () => (await import("./page-thread.ts")).pageThread,
  "tasks-page": async () => (await import("./tasks-page.ts")).tasksPage,
  tail: async () => (await import("./tail.ts")).tail,
  pixel: async () => (await import("./pixel.ts")).pixel,
  navigation: async () => (await import("./navigation.ts")).navigation,
  recovery: async () => (await import("./recovery.ts")).recovery,
  sizes: async () => (await import("./sizes.ts")).sizes,
  deliverables: async () => (await import("./deliverables.ts")).deliverables,
  report: async () => (await import("./report.ts")).report,
  heap: async () => (await import("./heap.ts")).heap,
  streams: async () => (await import("./streams.ts")).streams,
  wall: async () => (await import("./wall.ts")).wall,
};

const { values, positionals } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    scale: { type: "string", default: "1" },
    minutes: { type: "string" },
  },
  allowPositionals: true,
});
const scale = Number(values.scale);
if (!(scale > 0 && scale <= 1)) throw new Error("--scale is more than 0 and at most 1");
const minutes = values.minutes === undefined ? null : Number(values.minutes);
if (minutes !== null && !(minutes > 0)) throw new Error("--minutes is more than 0");
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  console.error(`no benchmark is named ${unknown.join(", ")}; there are: ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exit(2);
}

let broken = 0;
for (const [name, load] of Object.entries(BENCHMARKS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const machine = machineFacts();
  const benchmark = await load();
  console.log(`${name}: ${benchmark.about}`);
  const start = performance.now();
  const result = await benchmark.run({ quick: values.quick, scale, minutes });
  for (const row of result.rows) {
    const mark = row.holds === null ? " " : row.holds ? "✓" : "✗";
    console.log(
      `  ${mark} ${row.what}: ${row.measured}${row.baseline === "" ? "" : ` · baseline ${row.baseline}`}${row.ratio === "" ? "" : ` · ratio ${row.ratio}`} · held to ${row.heldTo}`,
    );
    if (row.holds === false) broken += 1;
  }
  console.log(`  ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  await appendRun(name, { at: new Date().toISOString(), quick: values.quick, scale, machine, ...result });
}
await writePerformancePage(Object.keys(BENCHMARKS));
// What was written is checked like every other file.
await runCommand("npx", ["oxfmt", "bench/results", "docs/performance.md"]);
if (broken > 0)
  console.log(
    `${broken} ${broken === 1 ? "bound does" : "bounds do"} not hold${values.quick ? " (quick run: the figures mean little)" : ""}`,
  );
process.exit(broken > 0 && !values.quick ? 1 : 0);
