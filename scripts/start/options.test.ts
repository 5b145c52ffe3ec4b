import { describe, expect, test } from "vitest";
import { HELP, type StartOptions, readOptions } from "./options.ts";

function read(...args: string[]): StartOptions {
  const call = readOptions(args);
  if (!call.ok || call.value.kind !== "start") throw new Error(`no start: ${JSON.stringify(call)}`);
  return call.value.options;
}

test("without options: the usual ports, 24 agents, loopback", () => {
  expect(read()).toEqual({
    agents: 24,
    seed: 1,
    speed: 1,
    port: null,
    natsPort: 4222,
    wsPort: 9222,
    host: "127.0.0.1",
    monitor: false,
    dev: false,
    demo: true,
    open: true,
    nats: null,
  });
});

test("every option, with a space or with =", () => {
  const spaced = read(
    ..."--agents 100 --seed 7 --speed 2.5 --port 1 --nats-port 2 --ws-port 3 --host 192.168.1.5".split(" "),
    ..."--monitor --dev --no-demo --no-open --nats wss://nats.example:443".split(" "),
  );
  expect(spaced).toEqual({
    agents: 100,
    seed: 7,
    speed: 2.5,
    port: 1,
    natsPort: 2,
    wsPort: 3,
    host: "192.168.1.5",
    monitor: true,
    dev: true,
    demo: false,
    open: false,
    nats: "wss://nats.example:443",
  });
  expect(read("--agents=100", "--nats=ws://127.0.0.1:9222")).toMatchObject({
    agents: 100,
    nats: "ws://127.0.0.1:9222",
  });
});

test("--host alone opens every address; what follows it stays an option", () => {
  expect(read("--host").host).toBe("0.0.0.0");
  expect(read("--host", "--no-open")).toMatchObject({ host: "0.0.0.0", open: false });
});

describe("a mistake is one line that names the option", () => {
  test.each([
    [["--agents", "many"], "--agents is a whole number above 0, not many"],
    [["--agents", "0"], "--agents is a whole number above 0, not 0"],
    [["--agents"], "--agents needs a value"],
    [["--speed", "-1"], "--speed is a number above 0, not -1"],
    [["--speed", "Infinity"], "--speed is a number above 0, not Infinity"],
    [["--seed", "1.5"], "--seed is a whole number, not 1.5"],
    [["--port", "65536"], "--port is a port from 1 to 65535, not 65536"],
    [["--ws-port", "--no-open"], "--ws-port needs a value"],
    [
      ["--nats", "nats://127.0.0.1:4222"],
      "--nats is an address such as ws://127.0.0.1:9222, not nats://127.0.0.1:4222",
    ],
    [["--host", "a b"], "--host is an address of this machine, not a b"],
    [["--agent", "3"], "--agent is no option"],
    [["4222"], "4222 is no option"],
  ])("%j", (args, expected) => {
    const call = readOptions(args);
    expect(call).toEqual({ ok: false, error: `${expected}; npm start -- --help lists the options` });
  });
});

test("--help lists every option", () => {
  expect(readOptions(["--agents", "3", "--help"])).toEqual({ ok: true, value: { kind: "help" } });
  for (const name of "agents seed speed port nats-port ws-port host monitor dev no-demo no-open nats".split(" ")) {
    expect(HELP).toContain(`--${name} `);
  }
});
