import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./find-chromium.ts";
import { testServers } from "./nats/find-server.ts";
import { type Counts, addCounts, describeCounts } from "./test/counts.ts";
import { type Part, STAGES } from "./test/parts.ts";
import { type PartResult, endAllParts, runPart } from "./test/run-part.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const names = STAGES.flat(2).map(({ name }) => name);

/** Fetches what the tests need before any of them runs; a version that cannot be had is said and counted as skipped. */
async function prepare(): Promise<{ env: NodeJS.ProcessEnv; skipped: number }> {
  const began = performance.now();
  const chromium = await findChromium();
  const { servers, skipped } = await testServers();
  console.log(`browser: ${chromium}`);
  console.log(`servers: ${servers.map(({ version }) => version).join(", ")} (${secondsSince(began)} s)`);
  for (const { version, reason } of skipped) console.log(`SKIPPED server ${version}: ${reason}`);
  return {
    env: { ...process.env, ROLLCALL_CHROMIUM: chromium, NO_COLOR: "1", NODE_ENV: undefined },
    skipped: skipped.length,
  };
}

async function runStages(picked: readonly string[], env: NodeJS.ProcessEnv, reports: string): Promise<Counts[]> {
  const results: Counts[] = [];
  const runOne = async (part: Part): Promise<void> => {
    const { counts, line, output } = await guarded(part, env, reports);
    results.push(counts);
    console.log(line);
    if (counts.failed > 0) console.log(`${output.trimEnd()}\n--- end of ${part.name}`);
  };
  for (const stage of STAGES) {
    await Promise.all(
      stage.map(async (lane) => {
        for (const part of lane) if (picked.includes(part.name)) await runOne(part);
      }),
    );
  }
  return results;
}

/** A part that we cannot even start has failed; the others still run. */
async function guarded(part: Part, env: NodeJS.ProcessEnv, reports: string): Promise<PartResult> {
  try {
    return await runPart(part, ROOT, env, reports);
  } catch (error) {
    return { counts: { passed: 0, failed: 1, skipped: 0 }, line: `${part.name}: FAILED`, output: String(error) };
  }
}

async function main(picked: readonly string[]): Promise<number> {
  const began = performance.now();
  const reports = await mkdtemp(join(tmpdir(), "rollcall-test-"));
  try {
    const { env, skipped } = await prepare();
    const counts = addCounts([...(await runStages(picked, env, reports)), { passed: 0, failed: 0, skipped }]);
    console.log(`all: ${secondsSince(began)} s`);
    console.log(describeCounts(counts));
    return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    endAllParts();
    process.exit(130);
  });
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !names.includes(name));
if (unknown === undefined) {
  try {
    process.exitCode = await main(asked.length === 0 ? names : asked);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.log("0 passed, 1 failed");
    process.exitCode = 1;
  }
} else {
  console.error(`${unknown} is no part; there are: ${names.join(", ")}`);
  process.exitCode = 2;
}
