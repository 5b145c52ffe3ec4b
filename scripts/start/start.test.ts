import { type ChildProcess, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "nats";
import { afterEach, expect, test, vi } from "vitest";
import { canListen, freePort } from "../free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PATIENT = { timeout: 100_000, interval: 50 };

interface Started {
  process: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}, 60_000);

/** `npm start` in a process group of its own, as a terminal runs it. */
function start(...args: string[]): Started {
  const child = spawn("npm", ["start", "--", "--no-open", ...args], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => (text += more));
  child.stderr.setEncoding("utf8").on("data", (more: string) => (text += more));
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => resolve(code));
  });
  cleanUps.push(async () => {
    signalGroup(child, "SIGINT");
    await ended;
  });
  return { process: child, output: () => text, ended };
}

/** What Ctrl-C does: the terminal signals every process of the foreground group. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(pid ?? 0), signal);
  } catch {
    // It is gone already.
  }
}

interface Ports {
  page: number;
  client: number;
  websocket: number;
}

async function somePorts(): Promise<Ports> {
  const ports = { page: await freePort(), client: await freePort(), websocket: await freePort() };
  cleanUps.push(() => rm(join(ROOT, ".nats", `port-${ports.client}`), { recursive: true, force: true }));
  return ports;
}

function asOptions({ page, client, websocket }: Ports): string[] {
  return ["--port", String(page), "--nats-port", String(client), "--ws-port", String(websocket), "--agents", "3"];
}

async function allFree(ports: Ports): Promise<boolean> {
  const free = await Promise.all(Object.values(ports).map((port: number) => canListen(port)));
  return free.every(Boolean);
}

/** A test starts npm four times; on a machine that does other things each takes its time. */
const LONG_MS = 300_000;

test(
  "npm start: a demo fleet on the wire, the page, Ctrl-C, the same again, a taken port, a second page, npm ended",
  async () => {
    const ports = await somePorts();
    const first = start(...asOptions(ports));
    await vi.waitFor(() => expect(first.output()).toContain("Ctrl-C ends everything"), PATIENT);
    for (const step of ["nats-server", "server", "streams", "demo fleet", "web server"]) {
      expect(first.output()).toMatch(new RegExp(String.raw`^${step}: .+ \(\d+\.\d s\)$`, "mu"));
    }
    const page = await fetch(`http://127.0.0.1:${ports.page}/`);
    expect(await page.text()).toContain("<title>Rollcall</title>");
    expect(await deploymentAt(ports.page)).toEqual({ servers: [`ws://127.0.0.1:${ports.websocket}`] });
    const agent = await connect({ servers: `nats://127.0.0.1:${ports.client}` });
    const heartbeats = agent.subscribe("mjwork.heartbeat.*", { max: 1 });
    for await (const { subject } of heartbeats) expect(subject).toMatch(/^mjwork\.heartbeat\./u);
    await agent.close();

    signalGroup(first.process, "SIGINT");
    await first.ended;
    await vi.waitFor(async () => expect(await allFree(ports)).toBe(true), PATIENT);
    const again = start(...asOptions(ports), "--no-demo");
    await vi.waitFor(() => expect(again.output()).toContain("Ctrl-C ends everything"), PATIENT);
    expect(again.output()).toContain("streams: 7 unchanged");

    const otherPage = await freePort();
    const beside = start(...asOptions({ ...ports, page: otherPage }), "--no-demo");
    expect(await beside.ended).toBe(1);
    expect(beside.output()).toMatch(
      new RegExp(
        String.raw`^port ${ports.client} is taken by a NATS server: npm start -- --nats-port \d+ --ws-port \d+, or watch that one: npm start -- --nats ws://127\.0\.0\.1:${ports.websocket}$`,
        "mu",
      ),
    );
    const watching = start("--port", String(otherPage), "--nats", `ws://127.0.0.1:${ports.websocket}`);
    await vi.waitFor(() => expect(watching.output()).toContain("Ctrl-C ends everything"), PATIENT);
    expect(watching.output()).toContain(`its allowed_origins has to name http://127.0.0.1:${otherPage}`);
    expect(watching.output()).not.toContain("streams:");
    expect(await deploymentAt(otherPage)).toEqual({ servers: [`ws://127.0.0.1:${ports.websocket}`] });

    // npm tells its shell, which tells nobody.
    again.process.kill("SIGTERM");
    await vi.waitFor(async () => expect(await allFree(ports)).toBe(true), PATIENT);
  },
  LONG_MS,
);

async function deploymentAt(port: number): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${port}/rollcall.json`)).json();
}
