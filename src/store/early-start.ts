/**
 * What takes longest on the way to the first agent, started the moment this module is evaluated: `main.tsx` imports it before React, so
 * the worker is fetched, compiled and ready while the page's own code still is being evaluated (a third of a second on a slow machine).
 */
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";

/** It says nothing before it is told to connect, so no message can be missed. */
export const earlyWorker = startWorker();

export function startWorker(): Worker {
  return new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module", name: "rollcall-feed" });
}

export const earlyDeploymentFile: Promise<Result<string | null>> = readDeploymentFile();

/** A host without the file may answer 404, or with its own HTML page: both mean that there is none. */
async function readDeploymentFile(): Promise<Result<string | null>> {
  try {
    const response = await fetch("rollcall.json", { cache: "no-cache" });
    if (response.status === 404) return ok(null);
    if (!response.ok) return fail(`rollcall.json was answered with HTTP ${response.status}.`);
    const text = await response.text();
    return ok(text.trimStart().startsWith("<") ? null : text);
  } catch {
    return fail("rollcall.json could not be fetched.");
  }
}
