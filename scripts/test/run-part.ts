import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Counts, countTests, describeCounts } from "./counts.ts";
import type { Part } from "./parts.ts";

export interface PartResult {
  counts: Counts;
  /** One line, with the time. */
  line: string;
  /** What the part printed; to be shown in full where it failed. */
  output: string;
}

/** Every part is a process group, so that what it started (servers, browsers) ends with it. */
const groups = new Set<ChildProcess>();

/** For a Ctrl-C: ends whatever runs. */
export function endAllParts(): void {
  for (const child of groups) signalGroup(child, "SIGKILL");
}

process.on("exit", endAllParts);

/** Runs a part to its end, or to its limit. `reports` is a folder for the runners' reports. */
export async function runPart(part: Part, root: string, env: NodeJS.ProcessEnv, reports: string): Promise<PartResult> {
  const began = performance.now();
  const reportFile = join(reports, `${part.name}.json`);
  const deadline = began + part.limitS * 1000;
  let output = "";
  let ok = true;
  let late = false;
  for (const command of part.commands) {
    const [program = "", ...args] = [...command, ...reporterArguments(part, reportFile)];
    const end = await runInGroup(join(root, "node_modules", ".bin", program), args, {
      root,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
      timeoutMs: deadline - performance.now(),
    });
    output += end.output;
    late = late || end.late;
    ok = ok && end.code === 0;
  }
  const seconds = (performance.now() - began) / 1000;
  const text = part.report === "one" ? null : await readFile(reportFile, "utf8").catch(() => null);
  const counts = countTests(part.report, { ok }, text);
  return { counts, line: describePart(part, counts, seconds, late), output };
}

function reporterArguments({ report }: Part, file: string): string[] {
  switch (report) {
    case "one":
      return [];
    case "vitest":
      return ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    case "playwright":
      return ["--reporter=line,json"];
  }
}

export function describePart(part: Part, counts: Counts, seconds: number, late: boolean): string {
  const said = part.report === "one" ? (counts.failed === 0 ? "ok" : "FAILED") : describeCounts(counts);
  const line = `${part.name}: ${said} (${seconds.toFixed(1)} s)`;
  if (late) return `${line} ENDED at its limit of ${part.limitS} s`;
  return seconds > part.budgetS ? `${line} OVER its budget of ${part.budgetS} s` : line;
}

interface GroupEnd {
  code: number | null;
  output: string;
  late: boolean;
}

function runInGroup(
  program: string,
  args: readonly string[],
  options: { root: string; env: NodeJS.ProcessEnv; timeoutMs: number },
): Promise<GroupEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.root,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    groups.add(child);
    let output = "";
    let late = false;
    const collect = (text: string): void => {
      output += text;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    const timer = setTimeout(
      () => {
        late = true;
        signalGroup(child, "SIGKILL");
      },
      Math.max(options.timeoutMs, 0),
    );
    let code: number | null = null;
    const end = (): void => {
      clearTimeout(timer);
      groups.delete(child);
      resolve({ code, output, late });
    };
    child.once("error", (error) => {
      output += `${program}: ${error.message}\n`;
      end();
    });
    child.once("exit", (exitCode) => {
      code = exitCode;
      // What a runner that crashed left behind ends with it; the pipes close when the last of the group is gone.
      signalGroup(child, "SIGKILL");
    });
    child.once("close", end);
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
