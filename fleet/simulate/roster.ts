import { STAGES } from "#contract/streams.ts";
import { isoTime } from "../bodies.ts";
import type { Clock } from "../clock.ts";
import type { WorkerOptions } from "../worker-client.ts";
import type { ScheduledFault } from "./schedule.ts";
import type { SimRole } from "./sim-agent.ts";
import { WORKER_NAMES } from "./words.ts";

export interface Member {
  id: string;
  role: SimRole;
}

/** More than this many looking for tasks would only measure the looking. */
const MAX_WORKERS = 300;
/** From so many on the six stage agents are members too. */
const WITH_STAGES = 12;

/** Who is in a fleet of so many: the first names are the same for every size. */
export function roster(size: number): Member[] {
  const stages: Member[] = size >= WITH_STAGES ? STAGES.map(({ agent }) => ({ id: agent, role: "stage" })) : [];
  const others: Member[] = Array.from({ length: size - stages.length }, (_, i) => ({
    id: WORKER_NAMES[i] ?? `worker-${String(i + 1).padStart(5, "0")}`,
    role: roleOf(i),
  }));
  return [...stages, ...others];
}

function roleOf(i: number): SimRole {
  if (i >= MAX_WORKERS) return "standby";
  return i % 9 === 8 ? "loop" : "steady";
}

/** The wrong clocks that a scenario gives an agent from its making on. */
export function habitsOf(
  id: string,
  faults: readonly ScheduledFault[],
  clock: Clock,
): Pick<WorkerOptions, "clock" | "writeTime"> {
  for (const { fault, victim } of faults) {
    if (victim !== id) continue;
    if (fault.kind === "skewed-clock") {
      const byMs = fault.byS * 1000;
      return { clock: { now: () => clock.now() + byMs, after: (ms, run) => clock.after(ms, run) } };
    }
    if (fault.kind === "zone-less") return { writeTime: (ms) => zoneLess(ms + fault.hours * 3_600_000) };
  }
  return {};
}

/** As Python's `datetime.isoformat()` writes it: microseconds, no zone. */
export function zoneLess(ms: number): string {
  return isoTime(ms).replace(/Z$/u, "000");
}
