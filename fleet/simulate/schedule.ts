import type { Random } from "./random.ts";
import type { Fault, Scenario } from "./scenarios.ts";

/** A fault with its moment and its agents, all drawn from the seed. */
export interface ScheduledFault {
  /** Simulated ms after the start. */
  atMs: number;
  fault: Fault;
  /** Whom it strikes. */
  victim: string;
  /** The second agent, where a fault needs one. */
  other: string;
}

/**
 * Every fault of a scenario up to `untilMs`, in order of time. Victims are told apart as far as the fleet allows, so that one agent is not
 * crashed while it flaps.
 */
export function scheduleFaults(
  scenario: Scenario,
  agents: readonly string[],
  untilMs: number,
  random: Random,
): ScheduledFault[] {
  if (agents.length === 0) return [];
  const order = shuffled(agents, random.fork("victims"));
  const faults: Omit<ScheduledFault, "victim" | "other">[] = [];
  for (const { atS, everyS, fault } of scenario.steps) {
    for (let at = atS; at * 1000 <= untilMs; at += everyS ?? Infinity) faults.push({ atMs: at * 1000, fault });
  }
  faults.sort((a, b) => a.atMs - b.atMs);
  return faults.map((fault, i) => ({ ...fault, victim: at(order, i), other: at(order, i + 1) }));
}

function at(agents: readonly string[], i: number): string {
  return agents[i % agents.length] ?? "";
}

function shuffled(agents: readonly string[], random: Random): string[] {
  const order = [...agents];
  for (let i = order.length - 1; i > 0; i--) {
    const k = random.index(i + 1);
    const moved = order[i] ?? "";
    order[i] = order[k] ?? "";
    order[k] = moved;
  }
  return order;
}
