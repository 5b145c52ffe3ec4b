import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import type { BenchmarkResult } from "./benchmark.ts";
import type { MachineFacts } from "./machine.ts";

/** One run of one benchmark, as it is kept. */
export interface Run extends BenchmarkResult {
  /** ISO, when it ended. */
  at: string;
  quick: boolean;
  /** Share of the full counts. */
  scale: number;
  machine: MachineFacts;
}

const FOLDER = new URL("../results/", import.meta.url);

/** Every run that was kept, oldest first. */
export async function readRuns(name: string): Promise<Run[]> {
  const file = new URL(`${name}.json`, FOLDER);
  if (!existsSync(file)) return [];
  const runs: Run[] = JSON.parse(await readFile(file, "utf8"));
  return runs;
}

/** Keeps it at the end of `results/<name>.json`; unflattering ones too. Quick runs are printed only: they show that it works, no more. */
export async function appendRun(name: string, run: Run): Promise<void> {
  if (run.quick) return;
  await mkdir(FOLDER, { recursive: true });
  const runs = [...(await readRuns(name)), run];
  await writeFile(new URL(`${name}.json`, FOLDER), `${JSON.stringify(runs, null, 1)}\n`);
}
