import { execFileSync } from "node:child_process";
import { cpus, loadavg, platform, release, totalmem } from "node:os";

/** What a figure was measured on; without it a figure says nothing. */
export interface MachineFacts {
  cpu: string;
  cores: number;
  memoryGib: number;
  os: string;
  node: string;
  /** Load average of the minute before the run: above the number of cores, others were at work. */
  loadBefore: number;
  commit: string;
}

export function machineFacts(): MachineFacts {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    os: `${platform()} ${release()}`,
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    commit: commit(),
  };
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}
