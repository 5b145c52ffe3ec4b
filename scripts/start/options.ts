import { type Result, fail, ok } from "#util/result.ts";

export interface StartOptions {
  agents: number;
  seed: number;
  speed: number;
  /** Of the page; null: 4173, or 5173 with `dev`. */
  port: number | null;
  natsPort: number;
  wsPort: number;
  /** Where the page and the WebSocket listen. */
  host: string;
  monitor: boolean;
  dev: boolean;
  demo: boolean;
  open: boolean;
  /** Someone else's server: nothing is started or provisioned. */
  nats: string | null;
}

export type StartCall = { kind: "help" } | { kind: "start"; options: StartOptions };

export const LOOPBACK = "127.0.0.1";

const DEFAULTS: StartOptions = {
  agents: 24,
  seed: 1,
  speed: 1,
  port: null,
  natsPort: 4222,
  wsPort: 9222,
  host: LOOPBACK,
  monitor: false,
  dev: false,
  demo: true,
  open: true,
  nats: null,
};

export const HELP = `npm start -- [options]

A nats-server, the streams, a demo fleet and the page, in one go; Ctrl-C ends them all.

  --agents N          that many simulated agents (${DEFAULTS.agents})
  --seed S            another fleet life (${DEFAULTS.seed})
  --speed X           X times as fast (${DEFAULTS.speed})
  --port P            of the page (4173; 5173 with --dev)
  --nats-port P       of NATS for clients (${DEFAULTS.natsPort})
  --ws-port P         of NATS for browsers (${DEFAULTS.wsPort})
  --host [ADDRESS]    let other machines in, for a wall on the LAN (0.0.0.0, or one address)
  --monitor           the server's HTTP monitor, on loopback
  --dev               Vite with hot reload in place of the built page
  --no-demo           no simulated agents
  --no-open           do not open a browser
  --nats ws://H:P     someone else's server: start nothing, provision nothing
  --help              this text`;

/** Reads the words after `npm start --`. The error is one line that names the option. */
export function readOptions(args: readonly string[]): Result<StartCall> {
  const options: StartOptions = { ...DEFAULTS };
  const rest = [...args];
  const errors: string[] = [];
  const value = (name: string, inline: string | undefined): string => {
    const text = inline ?? (rest[0] === undefined || rest[0].startsWith("--") ? undefined : rest.shift());
    if (text === undefined || text === "") errors.push(`${name} needs a value`);
    return text ?? "";
  };
  const number = (name: string, inline: string | undefined, wanted: string, fits: (one: number) => boolean): number => {
    const text = value(name, inline);
    const parsed = Number(text);
    if (text !== "" && !fits(parsed)) errors.push(`${name} is ${wanted}, not ${text}`);
    return parsed;
  };
  const port = (name: string, inline: string | undefined): number =>
    number(name, inline, "a port from 1 to 65535", (one) => Number.isInteger(one) && one > 0 && one < 65_536);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = "", inline] = word.split(/=(.*)/su);
    switch (name) {
      case "--help":
      case "-h":
        return ok({ kind: "help" });
      case "--agents":
        options.agents = number(name, inline, "a whole number above 0", (one) => Number.isInteger(one) && one > 0);
        break;
      case "--seed":
        options.seed = number(name, inline, "a whole number", (one) => Number.isSafeInteger(one) && one >= 0);
        break;
      case "--speed":
        options.speed = number(name, inline, "a number above 0", (one) => Number.isFinite(one) && one > 0);
        break;
      case "--port":
        options.port = port(name, inline);
        break;
      case "--nats-port":
        options.natsPort = port(name, inline);
        break;
      case "--ws-port":
        options.wsPort = port(name, inline);
        break;
      case "--host":
        options.host = inline ?? (rest[0] === undefined || rest[0].startsWith("--") ? "0.0.0.0" : (rest.shift() ?? ""));
        if (!/^[\w.:-]+$/u.test(options.host)) errors.push(`--host is an address of this machine, not ${options.host}`);
        break;
      case "--nats":
        options.nats = value(name, inline);
        if (options.nats !== "" && !isWebSocketAddress(options.nats)) {
          errors.push(`--nats is an address such as ws://127.0.0.1:9222, not ${options.nats}`);
        }
        break;
      case "--monitor":
        options.monitor = true;
        break;
      case "--dev":
        options.dev = true;
        break;
      case "--no-demo":
        options.demo = false;
        break;
      case "--no-open":
        options.open = false;
        break;
      default:
        errors.push(`${word} is no option`);
    }
  }
  const [first] = errors;
  if (first !== undefined) return fail(`${first}; npm start -- --help lists the options`);
  return ok({ kind: "start", options });
}

function isWebSocketAddress(text: string): boolean {
  return URL.canParse(text) && /^wss?:$/u.test(new URL(text).protocol);
}
