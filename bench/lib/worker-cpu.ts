import { descendants, listFolder, readStat, TICK_MS } from "./proc.ts";

/**
 * Processor time that the dedicated workers of the browsers started by this process have used so far, user and system, in
 * milliseconds (to 10 ms). Other programs that share the machine change it little, where they change elapsed time by
 * whole factors. Null where there is no /proc.
 */
export function workerCpuMs(): number | null {
  let ticks = 0;
  let found = false;
  for (const pid of descendants(process.pid)) {
    for (const task of listFolder(`/proc/${pid}/task`)) {
      const stat = readStat(`/proc/${pid}/task/${task}/stat`);
      if (stat === null || !stat.name.startsWith("DedicatedWorker")) continue;
      found = true;
      ticks += stat.userTicks + stat.systemTicks;
    }
  }
  return found ? ticks * TICK_MS : null;
}
