import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type ProvisionReport, provision } from "#fleet/provision.ts";
import { canListen } from "./free-port.ts";
import { findServer } from "./nats/find-server.ts";
import { logTail } from "./nats/server-process.ts";
import { buildPage } from "./start/build-page.ts";
import { startDemoFleet } from "./start/demo-fleet.ts";
import { describeExposure, originsOf, reachableNames } from "./start/exposure.ts";
import { type LocalServer, startLocalServer } from "./start/local-server.ts";
import { HELP, LOOPBACK, type StartOptions, readOptions } from "./start/options.ts";
import { hostnameOf, servePage } from "./start/serve-page.ts";
import { createSteps } from "./start/steps.ts";
import { type TakenPort, describeTakenPort, freeFrom, whoAnswers } from "./start/taken-port.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BUILT_PORT = 4173;
const DEV_PORT = 5173;
const MONITOR_PORT = 8222;

const steps = createSteps(console.log, () => performance.now());

/** What has to be ended, in the order in which it was started; ended from the last to the first. */
const endings: (() => Promise<void>)[] = [];
let ending = false;
let endingSince = 0;

/** One Ctrl-C arrives twice, from the terminal and from npm; only a later one means "at once". */
const SAME_SIGNAL_MS = 2_000;

async function endAll(exitCode: number): Promise<void> {
  if (ending) {
    if (performance.now() - endingSince > SAME_SIGNAL_MS) process.exit(1);
    return;
  }
  ending = true;
  endingSince = performance.now();
  for (const end of endings.reverse()) await end();
  process.exit(exitCode);
}

async function start(options: StartOptions): Promise<void> {
  const pagePort = options.port ?? (options.dev ? DEV_PORT : BUILT_PORT);
  const taken = await firstTaken(options, pagePort);
  if (taken !== null) {
    const free = { page: await freeFrom(14_173), client: await freeFrom(14_222), websocket: await freeFrom(19_222) };
    throw new Error(describeTakenPort(taken, free, options.wsPort));
  }
  if (!options.dev)
    await steps.run(
      "page",
      () => buildPage(ROOT),
      (built) => (built ? "built" : "as built before"),
    );
  if (options.nats === null) await startNats(options, pagePort);
  await steps.run(
    "web server",
    () => serve(options, pagePort),
    () => (options.dev ? "Vite, hot reload" : "the built page"),
  );
  const exposed = describeExposure(options.host, {
    page: pagePort,
    websocket: options.nats === null ? options.wsPort : null,
    client: options.natsPort,
  });
  if (exposed !== null) console.log(exposed);
  if (options.nats !== null) {
    console.log(`watching ${options.nats}; its allowed_origins has to name http://${LOOPBACK}:${pagePort}`);
  }
  const addresses = reachableNames(options.host).filter((name) => name !== "localhost");
  console.log(`\n${addresses.map((name) => `http://${name}:${pagePort}`).join("\n")}\n\nCtrl-C ends everything.`);
  if (options.open) openBrowser(`http://${addresses[0] ?? LOOPBACK}:${pagePort}`);
}

async function startNats(options: StartOptions, pagePort: number): Promise<void> {
  const binary = await steps.run("nats-server", findServer, ({ version, source }) => `${version}, ${source}`);
  const monitorPort = options.monitor ? MONITOR_PORT : null;
  const server = await steps.run(
    "server",
    () =>
      startLocalServer(ROOT, binary, {
        clientPort: options.natsPort,
        wsPort: options.wsPort,
        wsHost: options.host,
        origins: originsOf(options.host, pagePort),
        monitorPort,
      }),
    ({ clientUrl }) =>
      `${clientUrl}, ws://${options.host}:${options.wsPort}${monitorPort === null ? "" : `, monitor http://${LOOPBACK}:${monitorPort}`}`,
  );
  endings.push(() => server.process.stop());
  tellWhenServerEnds(server, binary.path);
  await steps.run("streams", () => provisionStreams(server), describeStreams);
  if (!options.demo) return;
  const { agents, seed, speed } = options;
  await steps.run(
    "demo fleet",
    async () => {
      await mkdir(join(ROOT, ".nats"), { recursive: true });
      const fleet = startDemoFleet(ROOT, { agents, seed, speed, servers: server.clientUrl });
      endings.push(() => fleet.stop());
      void fleet.ended.then((code) => {
        if (ending || code === 0) return;
        console.error(`the demo fleet ended (exit code ${code ?? "none"}):\n${logTail(fleet.logFile)}`);
      });
    },
    () => `${agents} agents, seed ${seed}${speed === 1 ? "" : `, ${speed} times as fast`}`,
  );
}

function provisionStreams({ clientUrl, passwords }: LocalServer): Promise<ProvisionReport> {
  return provision({ servers: clientUrl, user: "provisioner", pass: passwords.provisioner, update: false });
}

function describeStreams({ streams }: ProvisionReport): string {
  const counts = new Map<string, number>();
  for (const { outcome } of streams) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const words = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  const asWanted = streams.every(({ outcome }) => outcome === "made" || outcome === "unchanged");
  return asWanted ? words : `${words}; npm run provision says what differs`;
}

/** The rest goes on: a page that has lost its server is one of the things to see here. */
function tellWhenServerEnds(server: LocalServer, path: string): void {
  void server.process.ended.then(({ code, signal }) => {
    if (ending) return;
    const config = relative(process.cwd(), server.configFile);
    console.log(
      `nats-server ended (${signal ?? `exit code ${code ?? "none"}`}). To start it again: ${path} -c ${config}`,
    );
  });
}

async function serve(options: StartOptions, port: number): Promise<void> {
  const deployment = (hostname: string): object => ({
    servers: [options.nats ?? `ws://${hostname}:${options.wsPort}`],
  });
  if (!options.dev) {
    const server = await servePage(join(ROOT, "dist"), { port, host: options.host }, deployment);
    endings.push(() => server.close());
    return;
  }
  const { createServer } = await import("vite");
  const vite = await createServer({
    root: ROOT,
    server: { port, host: options.host },
    plugins: [
      {
        name: "rollcall-deployment",
        configureServer: ({ middlewares }) => {
          middlewares.use("/rollcall.json", (request, response) => {
            response.setHeader("content-type", "application/json");
            response.end(JSON.stringify(deployment(hostnameOf(request.headers.host))));
          });
        },
      },
    ],
  });
  await vite.listen();
  endings.push(() => vite.close());
}

async function firstTaken(options: StartOptions, pagePort: number): Promise<TakenPort | null> {
  if (!(await canListen(pagePort, options.host))) return { what: "page", port: pagePort };
  if (options.nats !== null) return null;
  for (const [what, port, host] of [
    ["client", options.natsPort, LOOPBACK],
    ["websocket", options.wsPort, options.host],
  ] as const) {
    if (!(await canListen(port, host))) return { what, port, answer: await whoAnswers(port) };
  }
  return options.monitor && !(await canListen(MONITOR_PORT)) ? { what: "monitor", port: MONITOR_PORT } : null;
}

/** Only where somebody sits in front of a screen. */
function openBrowser(address: string): void {
  if (process.env["CI"] !== undefined) return;
  const [program, ...args] = browserCommand(address);
  if (program === undefined) return;
  const child = spawn(program, args, { stdio: "ignore", detached: true });
  // No browser to open is no reason to fail: the address is on the screen.
  child.on("error", () => undefined);
  child.unref();
}

function browserCommand(address: string): string[] {
  if (process.platform === "darwin") return ["open", address];
  if (process.platform === "win32") return ["cmd", "/c", "start", "", address];
  return process.env["DISPLAY"] === undefined && process.env["WAYLAND_DISPLAY"] === undefined
    ? []
    : ["xdg-open", address];
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void endAll(0));

/** When npm is told to end, its shell ends and tells us nothing. So we end when our parent is gone. */
function endWithNpm(): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (!ending && process.ppid !== parent) void endAll(0);
  }, 500);
  timer.unref();
}

endWithNpm();

const call = readOptions(process.argv.slice(2));
if (!call.ok) {
  console.error(call.error);
  process.exitCode = 2;
} else if (call.value.kind === "help") console.log(HELP);
else {
  try {
    await start(call.value.options);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    await endAll(1);
  }
}
