/** What Linux tells of processes. Elsewhere there is no /proc, and nothing is told. */
import { readFileSync, readdirSync } from "node:fs";

/** Of processor time. */
export const TICK_MS = 10;

/** Processes that this one started, and those that they started. */
export function descendants(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const entry of listFolder("/proc")) {
    const stat = /^\d+$/u.test(entry) ? readStat(`/proc/${entry}/stat`) : null;
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

/** A process' or a thread's name, parent and processor time. @returns null for one that is gone */
export function readStat(
  path: string,
): { name: string; parent: number; userTicks: number; systemTicks: number } | null {
  const text = readText(path);
  if (text === null) return null;
  // The name stands in parentheses and may hold anything; the rest is numbers.
  const end = text.lastIndexOf(")");
  const rest = text.slice(end + 2).split(" ");
  return {
    name: text.slice(text.indexOf("(") + 1, end),
    parent: Number(rest[1]),
    userTicks: Number(rest[11]),
    systemTicks: Number(rest[12]),
  };
}

export function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
