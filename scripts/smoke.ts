/**
 * The documented checks (docs/automation.md) against anyone's deployment, in headless Chromium, through the automation surface only.
 * One line a check; ends with 0 where all passed, 1 with a sentence where one did not, 2 where it was called wrongly.
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright";
import { chromium } from "playwright";
import * as v from "valibot";
import { type Result, fail, ok } from "#util/result.ts";
import { chromiumLaunch, findChromium } from "./find-chromium.ts";
import type { CheckResult, SmokeWishes } from "./smoke-checks.ts";
import { checkSnapshot, smokeSnapshotSchema } from "./smoke-checks.ts";

const USAGE = `npm run smoke -- URL [options]

  URL                  where the page is, such as http://127.0.0.1:4173
  --timeout s          how long the page, once loaded, may take to be caught up (30)
  --expect-agents N    at least N agents are known
  --no-silent          no agent is silent
  --no-malformed       every message could be read
  --no-stuck           no task is stuck
  --max-wait s         no task has waited for longer to be claimed
  --json               the results as one JSON object on the standard output
  --help               this text`;

interface Call extends SmokeWishes {
  url: string;
  timeoutMs: number;
  json: boolean;
}

function readCall(args: string[]): Result<Call | null> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        timeout: { type: "string", default: "30" },
        "expect-agents": { type: "string", default: "0" },
        "no-silent": { type: "boolean", default: false },
        "no-malformed": { type: "boolean", default: false },
        "no-stuck": { type: "boolean", default: false },
        "max-wait": { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return ok(null);
    const [url, ...rest] = positionals;
    if (url === undefined) return fail("the page's URL is missing");
    if (rest.length > 0) return fail(`one URL is checked at a time, not ${positionals.join(" and ")}`);
    if (!URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol)) return fail(`${url} is no http or https URL`);
    const timeoutMs = 1000 * Number(values.timeout);
    const expectAgents = Number(values["expect-agents"]);
    if (!(timeoutMs > 0)) return fail("--timeout is a number of seconds above 0");
    const maxWaitMs = values["max-wait"] === undefined ? null : 1000 * Number(values["max-wait"]);
    if (maxWaitMs !== null && !(maxWaitMs >= 0)) return fail("--max-wait is a number of seconds");
    if (!Number.isInteger(expectAgents) || expectAgents < 0) return fail("--expect-agents is a whole number");
    return ok({
      url,
      timeoutMs,
      expectAgents,
      noSilent: values["no-silent"],
      noMalformed: values["no-malformed"],
      noStuck: values["no-stuck"],
      maxWaitMs,
      json: values.json,
    });
  } catch (error) {
    return fail(sentenceOf(error));
  }
}

async function runChecks(page: Page, call: Call): Promise<CheckResult[]> {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  const loads = await loadCheck(page, call);
  if (!loads.passed) return [loads];
  // Reached or not, the snapshot says which; a page that is not caught up in time is told from it.
  await page
    .waitForSelector('html[data-caught-up="true"]', { state: "attached", timeout: call.timeoutMs })
    .catch(() => null);
  const snapshot = await takeSnapshot(page);
  if (!snapshot.ok) return [loads, { name: "snapshot", passed: false, said: snapshot.error }];
  return [
    loads,
    { name: "snapshot", passed: true, said: `The page speaks version ${snapshot.value.version} of the surface.` },
    ...checkSnapshot(snapshot.value, call),
    {
      name: "no-page-errors",
      passed: errors.length === 0,
      said: errors.length === 0 ? "The page threw no error." : `The page threw: ${errors.join(" · ")}`,
    },
  ];
}

/** A page that loads slowly is another trouble than one that does not get to its server: it has a time of its own. */
const LOAD_TIMEOUT_MS = 60_000;

async function loadCheck(page: Page, { url }: Call): Promise<CheckResult> {
  try {
    const response = await page.goto(url, { timeout: LOAD_TIMEOUT_MS, waitUntil: "load" });
    const status = response?.status() ?? 200;
    return {
      name: "loads",
      passed: status < 400,
      said: status < 400 ? `${url} loads.` : `${url} answers HTTP ${status}.`,
    };
  } catch (error) {
    return { name: "loads", passed: false, said: `${url} does not load: ${sentenceOf(error)}` };
  }
}

async function takeSnapshot(page: Page): Promise<Result<v.InferOutput<typeof smokeSnapshotSchema>>> {
  const taken = await page
    .evaluate<unknown>("window.rollcall?.snapshot()")
    .catch((error: unknown) => ({ failed: sentenceOf(error) }));
  if (taken === undefined) return fail("The page has no window.rollcall: it is no Rollcall page.");
  const parsed = v.safeParse(smokeSnapshotSchema, taken);
  if (parsed.success)
    return parsed.output.version === 1 ? ok(parsed.output) : fail(otherVersion(parsed.output.version));
  const [issue] = parsed.issues;
  return fail(`The snapshot is not as documented: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}

function otherVersion(version: number): string {
  return `The page speaks version ${version} of the surface; this check knows version 1.`;
}

function sentenceOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}

async function main(): Promise<number> {
  const call = readCall(process.argv.slice(2));
  if (!call.ok) {
    console.error(`${call.error}\n\n${USAGE}`);
    return 2;
  }
  if (call.value === null) {
    console.log(USAGE);
    return 0;
  }
  const browser = await chromium.launch({ ...chromiumLaunch(await findChromium()), headless: true });
  try {
    const results = await runChecks(await browser.newPage(), call.value);
    report(results, call.value);
    return results.every(({ passed }) => passed) ? 0 : 1;
  } finally {
    await browser.close();
  }
}

function report(results: CheckResult[], { url, json }: Call): void {
  const failed = results.filter(({ passed }) => !passed);
  if (json) {
    console.log(JSON.stringify({ url, passed: failed.length === 0, checks: results }, null, 2));
  } else {
    for (const { passed, name, said } of results) console.log(`${passed ? "ok    " : "FAILED"} ${name}: ${said}`);
  }
  if (failed.length > 0) console.error(`${failed.length} of ${results.length} checks failed. ${failed[0]?.said}`);
}

process.exitCode = await main();
