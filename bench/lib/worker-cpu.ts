import { readFileSync, readdirSync } from "node:fs";

const TICK_MS = 10;

/**
 * Processor time that the dedicated workers of the browsers started by this process have used so far, user and system, in
 * milliseconds (to 10 ms). Other programs that share the machine change it little, where they change elapsed time by
 * whole factors. Null where there is no /proc.
 */
export function workerCpuMs(): number | null {
  let ticks = 0;
  let found = false;
  for (const pid of descendants(process.pid)) {
    for (const task of list(`/proc/${pid}/task`)) {
      const stat = fields(`/proc/${pid}/task/${task}/stat`);
      if (stat === null || !stat.name.startsWith("DedicatedWorker")) continue;
      found = true;
      ticks += stat.userTicks + stat.systemTicks;
    }
  }
  return found ? ticks * TICK_MS : null;
}

function descendants(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const entry of list("/proc")) {
    const stat = /^\d+$/u.test(entry) ? fields(`/proc/${entry}/stat`) : null;
    if (stat !== null) childrenOf.set(stat.parent, [...(childrenOf.get(stat.parent) ?? []), Number(entry)]);
  }
  const all: number[] = [];
  for (const next = [root]; next.length > 0;) {
    const children = childrenOf.get(next.pop() ?? 0) ?? [];
    all.push(...children);
    next.push(...children);
  }
  return all;
}

function fields(path: string): { name: string; parent: number; userTicks: number; systemTicks: number } | null {
  try {
    const text = readFileSync(path, "utf8");
    // The name stands in parentheses and may hold anything; the rest is numbers.
    const end = text.lastIndexOf(")");
    const rest = text.slice(end + 2).split(" ");
    return {
      name: text.slice(text.indexOf("(") + 1, end),
      parent: Number(rest[1]),
      userTicks: Number(rest[11]),
      systemTicks: Number(rest[12]),
    };
  } catch {
    return null;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
