import { isScenarioName, SCENARIOS } from "../simulate/scenarios.ts";
import { startSimulation } from "../simulate/simulation.ts";
import { runCommand, UsageError } from "./run-command.ts";
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

const OPTIONS = {
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
} as const;

function toNumber(option: string, text: string, min: number): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number) || number < min) {
    throw new UsageError(`--${option} ${text}: a number of at least ${min} is wanted`);
  }
  return number;
}

await runCommand("simulate", async () => {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { scenario, duration } = values;
  if (!isScenarioName(scenario)) {
    throw new UsageError(`--scenario ${scenario}: one of ${Object.keys(SCENARIOS).join(", ")} is wanted`);
  }
  const durationS = duration === undefined ? null : toNumber("duration", duration, 0);
  const started = performance.now();
  const simulation = await startSimulation({
    servers: values.servers.split(","),
    ...(values.user === undefined ? {} : { user: values.user }),
    ...(values.pass === undefined ? {} : { pass: values.pass }),
    agents: Math.floor(toNumber("agents", values.agents, 1)),
    ratePerSecond: toNumber("rate", values.rate, 0),
    speed: toNumber("speed", values.speed, 0.01),
    seed: values.seed,
    scenario,
    past: !values["no-past"],
    note: (line) => console.log(line),
  });
  const took = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${simulation.agents.length} agents alive after ${took} s (scenario ${scenario}, seed ${values.seed})`);
  await untilTold(durationS);
  await simulation.stop();
  if (simulation.load !== null) {
    const { sent, short } = simulation.load;
    console.log(`${sent} load messages sent, ${short} short of the rate`);
  }
  return 0;
});

function untilTold(durationS: number | null): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
    if (durationS !== null) setTimeout(resolve, durationS * 1000);
  });
}
