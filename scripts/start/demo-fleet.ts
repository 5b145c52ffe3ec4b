import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

export interface DemoFleet {
  logFile: string;
  /** Resolves with the exit code when it is over, however it ended. */
  ended: Promise<number | null>;
  /** Lets the agents sign off; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface FleetWishes {
  agents: number;
  seed: number;
  speed: number;
  servers: string;
}

/** Agents that need longer than this to sign off are ended. */
const SIGN_OFF_MS = 5_000;

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** The simulator as a process of its own, in a group of its own: Ctrl-C must reach us first, so that it can sign off. */
export function startDemoFleet(root: string, wishes: FleetWishes): DemoFleet {
  const logFile = join(root, ".nats", "fleet.log");
  const log = openSync(logFile, "w", 0o600);
  const options = Object.entries(wishes).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "fleet", "bin", "simulate.ts"), ...options], {
    cwd: root,
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  running.add(child);
  const ended = new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("exit", (code) => resolve(code));
  }).finally(() => running.delete(child));
  return {
    logFile,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), SIGN_OFF_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
