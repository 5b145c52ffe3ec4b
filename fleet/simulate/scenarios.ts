/**
 * What can go wrong in a fleet, as data. The demo, the tests and the benchmarks run the same scenarios.
 *
 * Times are simulated seconds after the fleet has started; which agent it strikes is drawn from the seed (`schedule.ts`).
 */
export type Fault =
  /** Claims a task, then falls dead without a word; back after `forS`, or never (null). */
  | { kind: "crash"; forS: number | null }
  /** Stops beating while idle. */
  | { kind: "silent"; forS: number | null }
  /** Dead for `downS`, alive for `upS`, again and again. */
  | { kind: "flapping"; times: number; downS: number; upS: number }
  /** A second agent publishes a claim of a task that the first one holds. */
  | { kind: "duplicate-claim" }
  /** A second agent publishes the end of a task that the first one holds. */
  | { kind: "completed-by-other" }
  /** Messages that nobody can read, and beats with odd words. */
  | { kind: "malformed"; count: number }
  /** The agent's clock is wrong by `byS` from its start on. */
  | { kind: "skewed-clock"; byS: number }
  /** The agent writes times without a zone, `hours` away from UTC. */
  | { kind: "zone-less"; hours: number }
  /** That many tasks at once. */
  | { kind: "burst"; tasks: number }
  /** Asks a person and waits. */
  | { kind: "approval"; forS: number };

export interface ScenarioStep {
  atS: number;
  /** Again after so many seconds, each time with another agent; once where it is left out. */
  everyS?: number;
  fault: Fault;
}

export interface Scenario {
  /** One sentence for `--help`. */
  says: string;
  steps: readonly ScenarioStep[];
}

const MINUTE_S = 60;

const CRASH: ScenarioStep = { atS: 10, fault: { kind: "crash", forS: 5 * MINUTE_S } };
const SILENT: ScenarioStep = { atS: 5, fault: { kind: "silent", forS: 6 * MINUTE_S } };
const FLAPPING: ScenarioStep = { atS: 5, fault: { kind: "flapping", times: 5, downS: 100, upS: 20 } };
const DUPLICATE_CLAIM: ScenarioStep = { atS: 5, fault: { kind: "duplicate-claim" } };
const COMPLETED_BY_OTHER: ScenarioStep = { atS: 5, fault: { kind: "completed-by-other" } };
const MALFORMED: ScenarioStep = { atS: 5, everyS: 2 * MINUTE_S, fault: { kind: "malformed", count: 12 } };
const SKEWED_CLOCK: ScenarioStep = { atS: 0, fault: { kind: "skewed-clock", byS: 437 } };
const ZONE_LESS: ScenarioStep = { atS: 0, fault: { kind: "zone-less", hours: 2 } };
const BURST: ScenarioStep = { atS: 5, everyS: 10 * MINUTE_S, fault: { kind: "burst", tasks: 60 } };
const APPROVAL: ScenarioStep = { atS: 5, fault: { kind: "approval", forS: 3 * MINUTE_S } };

export const SCENARIOS = {
  none: { says: "a fleet in which nothing goes wrong but an error now and then", steps: [] },
  demo: {
    says: "what a page is worth watching for: a crash and a return, an approval, a wrong clock (the default)",
    steps: [
      ZONE_LESS,
      { ...APPROVAL, atS: 8, everyS: 9 * MINUTE_S },
      { ...CRASH, atS: 20, everyS: 11 * MINUTE_S },
      { ...SILENT, atS: 4 * MINUTE_S, everyS: 17 * MINUTE_S },
      { ...BURST, atS: 7 * MINUTE_S, everyS: 20 * MINUTE_S },
      { ...DUPLICATE_CLAIM, atS: 6 * MINUTE_S, everyS: 30 * MINUTE_S },
      { ...MALFORMED, atS: 3 * MINUTE_S, everyS: 30 * MINUTE_S, fault: { kind: "malformed", count: 2 } },
    ],
  },
  crash: { says: "an agent dies while it holds a task, and returns after five minutes", steps: [CRASH] },
  silent: { says: "an idle agent stops beating, and returns after six minutes", steps: [SILENT] },
  flapping: { says: "an agent goes and comes five times in ten minutes", steps: [FLAPPING] },
  "duplicate-claim": { says: "two agents claim one task", steps: [DUPLICATE_CLAIM] },
  "completed-by-other": { says: "a task is completed by an agent that does not hold it", steps: [COMPLETED_BY_OTHER] },
  malformed: { says: "messages that cannot be read, and beats with odd words", steps: [MALFORMED] },
  "skewed-clock": { says: "an agent's clock is seven minutes ahead", steps: [SKEWED_CLOCK] },
  "zone-less": { says: "an agent writes local times without a zone", steps: [ZONE_LESS] },
  burst: { says: "sixty tasks at once, every ten minutes", steps: [BURST] },
  all: {
    says: "every one of these",
    steps: [
      ZONE_LESS,
      SKEWED_CLOCK,
      { ...APPROVAL, atS: 5, everyS: 7 * MINUTE_S },
      { ...CRASH, atS: 10, everyS: 9 * MINUTE_S },
      { ...DUPLICATE_CLAIM, atS: 15, everyS: 8 * MINUTE_S },
      { ...COMPLETED_BY_OTHER, atS: 20, everyS: 8 * MINUTE_S },
      { ...MALFORMED, atS: 25 },
      { ...SILENT, atS: 30, everyS: 13 * MINUTE_S },
      { ...FLAPPING, atS: 35, everyS: 25 * MINUTE_S },
      { ...BURST, atS: 60 },
    ],
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}
