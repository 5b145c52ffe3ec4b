import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Ends what is still running when the process that started it ends: a server must not outlive its test. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export interface ServerProcess {
  pid: number;
  /** Resolves with what ended it; never rejects. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  hasEnded(): boolean;
  signal(name: NodeJS.Signals): void;
  /** Graceful, and by force after 10 s; resolves when it is gone. */
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;

/**
 * Starts `nats-server`, its output at the end of `logFile`. With `ownGroup` a Ctrl-C in the terminal does not reach it:
 * whoever started it ends it when the rest is ended.
 */
export function startServerProcess(
  path: string,
  args: readonly string[],
  logFile: string,
  { ownGroup = false }: { ownGroup?: boolean } = {},
): ServerProcess {
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(path, args, { stdio: ["ignore", log, log], detached: ownGroup });
  closeSync(log);
  running.add(child);
  let over = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      over = true;
      running.delete(child);
      resolve({ code, signal });
    };
    child.once("error", () => end(null, null));
    child.once("exit", end);
  });
  return {
    pid: child.pid ?? -1,
    ended,
    hasEnded: () => over,
    signal: (name) => void child.kill(name),
    async stop() {
      child.kill("SIGCONT");
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** How long a server may take to come up; on a loaded machine with a large store it takes seconds. */
const READY_MS = 60_000;

/** Waits until every port takes connections; throws with the end of the log when the server ends before. */
export async function waitUntilListening(
  server: ServerProcess,
  listeners: readonly Listener[],
  logFile: string,
): Promise<void> {
  const deadline = Date.now() + READY_MS;
  for (const listener of listeners) {
    while (!(await accepts(listener))) {
      if (server.hasEnded()) throw new Error(`nats-server ended before it was ready:\n${logTail(logFile)}`);
      if (Date.now() > deadline) {
        throw new Error(`nats-server did not listen on port ${listener.port}:\n${logTail(logFile)}`);
      }
      await delay(20);
    }
  }
}

export interface Listener {
  port: number;
  /** Default: 127.0.0.1. */
  host?: string;
}

function accepts({ port, host = "127.0.0.1" }: Listener): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp({ port, host });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

export function logTail(logFile: string, lines = 15): string {
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}
