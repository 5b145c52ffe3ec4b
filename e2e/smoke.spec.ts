import { execFile } from "node:child_process";
import { expect, test } from "./fixtures.ts";
import { freePort } from "#scripts/free-port.ts";

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Node warns on stderr when a runner sets one of these against the other. */
const { FORCE_COLOR: _force, NO_COLOR: _no, ...withoutColours } = process.env;

/** As `npm run smoke -- …` runs it. */
function smoke(...args: string[]): Promise<Ended> {
  const root = new URL("..", import.meta.url).pathname;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", "scripts/smoke.ts", ...args],
      { cwd: root, env: withoutColours },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

test.beforeEach(() => {
  // A browser of its own each time.
  test.setTimeout(180_000);
});

test("a healthy deployment passes every check", async ({ site, startFleet }) => {
  const { server, wire } = await startFleet();
  for (const id of ["alice", "bob", "carol"]) await wire.beat(id);
  site.deploy({ servers: [server.wsUrl] });

  const { code, stdout, stderr } = await smoke(
    site.origin,
    "--timeout",
    "90",
    "--expect-agents",
    "3",
    "--no-silent",
    "--no-malformed",
  );

  expect(stderr).toBe("");
  const lines = stdout.trim().split("\n");
  expect(lines.map((line) => line.slice(0, 6).trim())).toEqual(Array.from({ length: 9 }, () => "ok"));
  expect(code).toBe(0);
});

test("an unhealthy one fails with a sentence, and says the same as JSON", async ({ site, startFleet }) => {
  const { server, wire } = await startFleet();
  await wire.beat("alice");
  await wire.beat("doc", { heartbeat_interval: 0.1, current_task: "42" });
  await wire.publish("mjwork.heartbeat.mallory", "no JSON");
  site.deploy({ servers: [server.wsUrl] });

  const { code, stdout, stderr } = await smoke(
    site.origin,
    "--timeout",
    "90",
    "--expect-agents",
    "3",
    "--no-silent",
    "--no-malformed",
    "--json",
  );

  expect(code).toBe(1);
  expect(stderr.trim()).toBe("3 of 9 checks failed. 2 agents known; at least 3 expected.");
  const told: unknown = JSON.parse(stdout);
  expect(told).toMatchObject({
    url: site.origin,
    passed: false,
    checks: expect.arrayContaining([
      expect.objectContaining({ name: "live", passed: true }),
      expect.objectContaining({ name: "no-silent", passed: false, said: "1 of 2 agents silent: doc." }),
      expect.objectContaining({ name: "no-malformed", passed: false, said: "1 message could not be read." }),
    ]),
  });
});

test("a page without a server fails, and says what the page says", async ({ site }) => {
  const port = await freePort();
  site.deploy({ servers: [`ws://127.0.0.1:${port}`] });

  const { code, stdout, stderr } = await smoke(site.origin, "--timeout", "2");

  expect(code).toBe(1);
  expect(stdout).toMatch(/FAILED live: The view is (refused|connecting), not live: \w+/u);
  expect(stdout).toMatch(/FAILED caught-up: \w+/u);
  expect(stderr).not.toBe("");
});

test("called wrongly it says how it is called", async () => {
  const { code, stderr } = await smoke("not-a-url");
  expect(code).toBe(2);
  expect(stderr).toContain("npm run smoke -- URL");
});
