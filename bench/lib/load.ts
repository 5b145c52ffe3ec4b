import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { assert } from "#util/assert.ts";
import { deferred } from "./deferred.ts";

/** What the publishing child is to do. */
export interface LoadPlan {
  /** `nats://host:port` */
  url: string;
  /** One heartbeat subject each, round robin. */
  agents: number;
  /** How many messages; Infinity is not allowed, every load is bounded. */
  count: number;
  /** Messages a second; null: as fast as it goes. */
  perSecond: number | null;
  /**
   * "stored": every 500th message waits for the stream's acknowledgement, at most 4,000 messages are under way (a server drops
   * what a stream cannot take in time). "core": nothing stores them; a round trip every 2,000 messages.
   */
  mode: "stored" | "core";
}

export interface LoadEnd {
  published: number;
  /** Sequence of the last message as the stream acknowledged it; 0 in mode "core". */
  lastSeq: number;
  elapsedMs: number;
}

export interface RunningLoad {
  /** Resolves when the child has connected and published its first message. */
  started: Promise<void>;
  ended: Promise<LoadEnd>;
  stop(): void;
}

export type LoadMessage = { type: "started" } | { type: "ended"; end: LoadEnd };

const CHILD = fileURLToPath(new URL("./publish-load.ts", import.meta.url));
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Publishes from a process of its own, so that neither the browser nor the harness is slowed by it more than by a neighbour. */
export function startLoad(plan: LoadPlan): RunningLoad {
  assert(Number.isSafeInteger(plan.count), "a load has an end");
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, JSON.stringify(plan)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  running.add(child);
  const started = deferred<void>();
  const ended = deferred<LoadEnd>();
  child.on("message", (message: LoadMessage) => {
    if (message.type === "started") started.resolve();
    else ended.resolve(message.end);
  });
  child.once("exit", (code, signal) => {
    running.delete(child);
    const error = new Error(`the publisher ended early (${code ?? signal})`);
    started.reject(error);
    ended.reject(error);
  });
  // Whoever stops it does not wait for its end.
  started.promise.catch(() => {});
  ended.promise.catch(() => {});
  return { started: started.promise, ended: ended.promise, stop: () => void child.kill("SIGTERM") };
}
