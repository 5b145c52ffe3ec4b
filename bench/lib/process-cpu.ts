import { descendants, readStat, readText, TICK_MS } from "./proc.ts";

/** The browser's processes by what they do. `renderer`: the page's own thread and its worker. */
export type ProcessKind = "renderer" | "gpu" | "network" | "browser" | "other";

/**
 * Processor time that the browsers started by this process have used so far, user and system, in milliseconds (to 10 ms), by kind of
 * process. Null where there is no /proc.
 */
export function browserCpuMs(): Readonly<Record<ProcessKind, number>> | null {
  const used: Record<ProcessKind, number> = { renderer: 0, gpu: 0, network: 0, browser: 0, other: 0 };
  let found = false;
  for (const pid of descendants(process.pid)) {
    const command = readText(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "";
    const stat = readStat(`/proc/${pid}/stat`);
    if (stat === null || !/chrom/iu.test(command)) continue;
    found = true;
    used[kindOf(command)] += (stat.userTicks + stat.systemTicks) * TICK_MS;
  }
  return found ? used : null;
}

/** Resident memory of the same processes, in bytes; what they share is counted once for each. */
export function browserMemoryBytes(): Readonly<Record<ProcessKind, number>> | null {
  const used: Record<ProcessKind, number> = { renderer: 0, gpu: 0, network: 0, browser: 0, other: 0 };
  let found = false;
  for (const pid of descendants(process.pid)) {
    const command = readText(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "";
    const kibibytes = Number(/^VmRSS:\s+(\d+)/mu.exec(readText(`/proc/${pid}/status`) ?? "")?.[1]);
    if (!Number.isFinite(kibibytes) || !/chrom/iu.test(command)) continue;
    found = true;
    used[kindOf(command)] += kibibytes * 1_024;
  }
  return found ? used : null;
}

function kindOf(command: string): ProcessKind {
  const type = /--type=([\w-]+)/u.exec(command)?.[1];
  if (type === undefined) return "browser";
  if (type === "renderer") return "renderer";
  if (type === "gpu-process") return "gpu";
  return command.includes("network.mojom.NetworkService") ? "network" : "other";
}
