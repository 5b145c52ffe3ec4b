import { describeError } from "../js-error.ts";
import { isScenarioName, SCENARIOS } from "../simulate/scenarios.ts";
import { startSimulation } from "../simulate/simulation.ts";
import { parseArgs } from "node:util";

const HELP = `npm run simulate -- [options]

  --servers URL     nats://host:port (default nats://127.0.0.1:4222; several separated by commas)
  --user U --pass P
  --agents N        how many agents (24)
  --rate R          messages a second on top of the fleet's own life (0)
  --seed S          the same seed gives the same fleet and the same faults (1)
  --speed X         simulated seconds per second (1)
  --duration S      end after so many seconds; every agent signs off (never)
  --no-past         begin with empty hands instead of publishing a past first
  --scenario NAME   one of:
${Object.entries(SCENARIOS)
  .map(([name, { says }]) => `      ${name.padEnd(20)}${says}`)
  .join("\n")}
`;

const { values } = parseArgs({
  options: {
    servers: { type: "string", default: "nats://127.0.0.1:4222" },
    user: { type: "string" },
    pass: { type: "string" },
    agents: { type: "string", default: "24" },
    rate: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    speed: { type: "string", default: "1" },
    duration: { type: "string" },
    scenario: { type: "string", default: "demo" },
    "no-past": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

class UsageError extends Error {}

function numberOption(name: "agents" | "rate" | "speed" | "duration", min: number): number {
  const number = Number(values[name]);
  if (!Number.isFinite(number) || number < min) {
    throw new UsageError(`--${name} ${values[name]}: a number of at least ${min} is wanted`);
  }
  return number;
}

async function main(): Promise<void> {
  if (values.help) return console.log(HELP);
  const { scenario } = values;
  if (!isScenarioName(scenario)) {
    throw new UsageError(`--scenario ${scenario}: one of ${Object.keys(SCENARIOS).join(", ")} is wanted`);
  }
  const started = performance.now();
  const simulation = await startSimulation({
    servers: values.servers.split(","),
    ...(values.user === undefined ? {} : { user: values.user }),
    ...(values.pass === undefined ? {} : { pass: values.pass }),
    agents: Math.floor(numberOption("agents", 1)),
    ratePerSecond: numberOption("rate", 0),
    speed: numberOption("speed", 0.01),
    seed: values.seed,
    scenario,
    past: !values["no-past"],
    note: (line) => console.log(line),
  });
  const took = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${simulation.agents.length} agents alive after ${took} s (scenario ${scenario}, seed ${values.seed})`);
  await untilTold(values.duration === undefined ? null : numberOption("duration", 0));
  await simulation.stop();
  if (simulation.load !== null) {
    const { sent, short } = simulation.load;
    console.log(`${sent} load messages sent, ${short} short of the rate`);
  }
}

function untilTold(durationS: number | null): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
    if (durationS !== null) setTimeout(resolve, durationS * 1000);
  });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : `the fleet could not start: ${describeError(error)}`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
