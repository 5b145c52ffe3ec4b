import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Part } from "./parts.ts";
import { endAllParts, runPart } from "./run-part.ts";

let root: string;

/** Programs of our own in the place where those of packages are. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rollcall-part-"));
  await mkdir(join(root, "node_modules", ".bin"), { recursive: true });
  await program("good", "console.log('all is well')");
  await program("bad", "console.error('this is why'); process.exit(3)");
  await program("silent", "");
  await program(
    "hangs",
    `const { spawn } = require("node:child_process");
     const child = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"], { stdio: "inherit" });
     require("node:fs").writeFileSync("child.pid", String(child.pid));
     setInterval(() => 0, 1000);`,
  );
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function program(name: string, source: string): Promise<void> {
  const path = join(root, "node_modules", ".bin", name);
  await writeFile(path, `#!/usr/bin/env node\n${source}\n`);
  await chmod(path, 0o755);
}

function part(commands: string[][], more: Partial<Part> = {}): Part {
  return { name: "sample", commands, report: "one", budgetS: 600, limitS: 600, ...more };
}

test("a part that passes is one line", async () => {
  const { counts, line } = await runPart(part([["good"]]), root, process.env, root);
  expect(counts).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(line).toMatch(/^sample: ok \(\d+\.\d s\)$/u);
});

test("a part that fails shows everything that it printed, and its later commands still run", async () => {
  const { counts, line, output } = await runPart(part([["bad"], ["good"]]), root, process.env, root);
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(line).toContain("FAILED");
  expect(output).toBe("this is why\nall is well\n");
});

test("a program that is not there has failed", async () => {
  const { counts, output } = await runPart(part([["absent"]]), root, process.env, root);
  expect(counts.failed).toBe(1);
  expect(output).toContain("absent");
});

test("a runner that writes no report has failed, whatever its exit code", async () => {
  const { counts } = await runPart(part([["silent"]], { report: "vitest" }), root, process.env, root);
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("over the budget is said, and no failure", async () => {
  const { counts, line } = await runPart(part([["good"]], { budgetS: 0 }), root, process.env, root);
  expect(line).toMatch(/OVER its budget of 0 s$/u);
  expect(counts.failed).toBe(0);
});

test("over the limit it is ended and has failed", async () => {
  const { counts, line } = await runPart(part([["hangs"]], { limitS: 1 }), root, process.env, root);
  expect(line).toMatch(/FAILED.*ENDED at its limit of 1 s$/u);
  expect(counts.failed).toBe(1);
});

test("an end takes everything along that the part started", async () => {
  await rm(join(root, "child.pid"), { force: true });
  const running = runPart(part([["hangs"]]), root, process.env, root);
  const pid = await vi.waitFor(
    async () => {
      const text = await readFile(join(root, "child.pid"), "utf8");
      expect(text).toMatch(/^\d+$/u);
      return Number(text);
    },
    { timeout: 30_000, interval: 50 },
  );
  expect(isAlive(pid)).toBe(true);
  endAllParts();
  expect((await running).counts.failed).toBe(1);
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 30_000, interval: 50 });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
