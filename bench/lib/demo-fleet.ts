import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunningServer } from "#scripts/nats/run-server.ts";

const SIMULATE = fileURLToPath(new URL("../../fleet/bin/simulate.ts", import.meta.url));
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** The fleet that `npm start` shows, in a process of its own. */
export function startDemoFleet(server: RunningServer, agents: number): { stop(): Promise<void> } {
  const args = ["--import", "tsx", SIMULATE, "--agents", String(agents), "--seed", "1", "--servers", server.clientUrl];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  running.add(child);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      running.delete(child);
      resolve();
    });
  });
  return {
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
