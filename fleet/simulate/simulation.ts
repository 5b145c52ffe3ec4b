import type { FleetLogin } from "../connect.ts";
import { connectFleet } from "../connect.ts";
import type { Clock } from "../clock.ts";
import { systemClock } from "../clock.ts";
import { DeliverableService } from "../deliverable-service.ts";
import { TaskLog } from "../task-log.ts";
import { assert } from "#util/assert.ts";
import { FeatureLine } from "./feature-line.ts";
import type { LoadFigures } from "./load.ts";
import { startLoad } from "./load.ts";
import { publishPast } from "./past.ts";
import { Planner } from "./planner.ts";
import { seeded } from "./random.ts";
import { habitsOf, roster } from "./roster.ts";
import type { ScenarioName } from "./scenarios.ts";
import { SCENARIOS } from "./scenarios.ts";
import type { ScheduledFault } from "./schedule.ts";
import { scheduleFaults } from "./schedule.ts";
import { SimAgent } from "./sim-agent.ts";
import { strike } from "./strike.ts";
import type { World } from "./world.ts";
import { Life } from "./world.ts";
import type { NatsConnection } from "nats";

export interface SimulationOptions extends FleetLogin {
  /** How many agents; 24 unless told. */
  agents?: number;
  seed?: number | string;
  /** Simulated seconds per real second. */
  speed?: number;
  scenario?: ScenarioName;
  /** Messages a second on top of the fleet's own life; 0: none. */
  ratePerSecond?: number;
  /** Fill the streams with a past first (default), or begin with empty hands. */
  past?: boolean;
  clock?: Clock;
  note?: (line: string) => void;
}

export interface Simulation {
  /** Everything that will go wrong, in order of time: known from the start. */
  faults: readonly ScheduledFault[];
  agents: readonly string[];
  load: LoadFigures | null;
  /** Resolves when the server has everything that was published before the call. */
  flush(): Promise<void>;
  /** Every agent signs off; resolves when the server has it all. */
  stop(): Promise<void>;
}

const AGENTS_PER_CONNECTION = 500;
const MAX_CONNECTIONS = 16;
/** Faults are planned this far ahead. */
const HORIZON_MS = 7 * 86_400_000;
/** Agents above this number come without a registration, as many real ones do. */
const REGISTERED = 300;

/**
 * A fleet's life with the real clients, until `stop`. Who does what and what goes wrong follows from the seed; who wins a task
 * is decided by the broker, as in life.
 *
 * @throws NatsError where the server or the streams are missing.
 */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const random = seeded(options.seed ?? 1);
  const members = roster(options.agents ?? 24);
  const connections = await connectAll(options, members.length);
  const world = makeWorld(options, connections, random);
  const workers = members.filter(({ role }) => role !== "standby" && role !== "stage").map(({ id }) => id);
  const faults = scheduleFaults(SCENARIOS[options.scenario ?? "demo"], workers, HORIZON_MS, random.fork("faults"));
  const wrongClocks = faults.filter(({ fault }) => fault.kind === "skewed-clock" || fault.kind === "zone-less");
  const agents = new Map(
    members.map(({ id, role }, index) => [
      id,
      new SimAgent({ id, role, index, world, habits: habitsOf(id, wrongClocks, world.clock) }),
    ]),
  );
  const planner = new Planner(world, workers.length);
  const service = new DeliverableService({ nc: world.connection(0), clock: world.clock });
  const features = new FeatureLine(world, service, agents);
  const life = new Life(world);

  // A watched log is always at its end: looking for tasks costs next to nothing.
  const unwatch = await world.taskLog.watch(() => undefined);
  await startAgents([...agents.values()], planner, features, options.past ?? true, random.fork("past"));
  planner.start();
  features.start();
  void runFaults(faults, { world, agents, planner, life });
  const rate = options.ratePerSecond ?? 0;
  const load = rate > 0 ? startLoad(world, [...agents.keys()], rate) : null;

  return {
    faults,
    agents: [...agents.keys()],
    load: load?.figures ?? null,
    async flush() {
      await Promise.all(connections.map((nc) => nc.flush()));
    },
    async stop() {
      life.end();
      planner.stop();
      features.stop();
      unwatch();
      await load?.stop();
      await Promise.all([...agents.values()].map((agent) => agent.stop()));
      await service.close();
      await Promise.all(connections.map((nc) => nc.close()));
    },
  };
}

function makeWorld(options: SimulationOptions, connections: NatsConnection[], random: World["random"]): World {
  const [first] = connections;
  assert(first !== undefined, "a fleet has a connection");
  return {
    connections,
    connection: (index) => connections[index % connections.length] ?? first,
    taskLog: new TaskLog({ nc: first }),
    clock: options.clock ?? systemClock,
    speed: options.speed ?? 1,
    random,
    note: options.note ?? (() => undefined),
  };
}

function connectAll(login: FleetLogin, agents: number): Promise<NatsConnection[]> {
  const count = Math.min(MAX_CONNECTIONS, Math.ceil(agents / AGENTS_PER_CONNECTION) + 1);
  return Promise.all(
    Array.from({ length: count }, (_, i) => connectFleet({ ...login, name: `simulated fleet ${i + 1}` })),
  );
}

async function startAgents(
  agents: readonly SimAgent[],
  planner: Planner,
  features: FeatureLine,
  past: boolean,
  random: World["random"],
): Promise<void> {
  const workers = agents.filter(({ role }) => role === "steady");
  if (past) {
    // The past is done by agents that are there but have not begun to look for work of their own.
    await Promise.all(agents.slice(0, REGISTERED).map((agent) => agent.appear()));
    await publishPast(planner, workers, features, random);
  }
  await Promise.all(agents.map((agent, i) => agent.start(!past && i < REGISTERED)));
}

async function runFaults(
  faults: readonly ScheduledFault[],
  fleet: { world: World; agents: ReadonlyMap<string, SimAgent>; planner: Planner; life: Life },
): Promise<void> {
  let nowMs = 0;
  for (const fault of faults) {
    if (!(await fleet.life.pause(fault.atMs - nowMs))) return;
    nowMs = fault.atMs;
    void strike(fault, fleet).catch((error: unknown) => fleet.world.note(`${fault.fault.kind}: ${String(error)}`));
  }
}
