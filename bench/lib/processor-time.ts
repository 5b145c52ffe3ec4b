import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * How much a second of processor time gets done, the collector's threads included: by the clock, whoever else works on the machine would be
 * measured too. What the preparation left behind is collected first.
 */
export function ratePerProcessorSecond(count: number, collect: () => void, run: () => void): Promise<number> {
  collect();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return Promise.resolve((count * 1e6) / (user + system));
}

export function bytesUsed(collect: () => void): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The collector, without asking everyone to start Node with a flag. */
export function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("gc");
  if (typeof gc !== "function") throw new Error("no collector to ask");
  return () => void gc();
}
