import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../free-port.ts";
import { type RunningServer, runServer } from "../nats/run-server.ts";
import { describeTakenPort, freeFrom, whoAnswers } from "./taken-port.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await runServer({ origins: ["http://127.0.0.1:4173"] });
});

afterAll(() => server.stop());

const FREE = { page: 14_173, client: 14_222, websocket: 19_222 };

test("a NATS server is recognized on its client port and on its WebSocket port", async () => {
  expect(await whoAnswers(server.clientPort)).toBe("nats");
  expect(await whoAnswers(server.wsPort)).toBe("nats-websocket");
});

test("somebody else is not taken for one, whether he talks, is silent or is gone", async () => {
  const talking = createServer((socket) => socket.on("error", () => undefined).end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const silent = createServer((socket) => socket.on("error", () => undefined));
  for (const one of [talking, silent]) {
    const port = await freePort();
    await new Promise<void>((resolve) => one.listen(port, "127.0.0.1", resolve));
    expect(await whoAnswers(port)).toBe("other");
    one.close();
  }
  expect(await whoAnswers(await freePort())).toBe("other");
});

test("a taken client port names both ways out in one line", () => {
  expect(describeTakenPort({ what: "client", port: 4222, answer: "nats" }, FREE, 9222)).toBe(
    "port 4222 is taken by a NATS server: npm start -- --nats-port 14222 --ws-port 19222, " +
      "or watch that one: npm start -- --nats ws://127.0.0.1:9222",
  );
  expect(describeTakenPort({ what: "websocket", port: 9333, answer: "nats-websocket" }, FREE, 9222)).toContain(
    "--nats ws://127.0.0.1:9333",
  );
});

test("a port that something else has offers other ports only", () => {
  expect(describeTakenPort({ what: "client", port: 4222, answer: "other" }, FREE, 9222)).toBe(
    "port 4222 is taken: npm start -- --nats-port 14222 --ws-port 19222",
  );
  expect(describeTakenPort({ what: "page", port: 4173 }, FREE, 9222)).toBe(
    "port 4173 is taken: npm start -- --port 14173",
  );
  expect(describeTakenPort({ what: "monitor", port: 8222 }, FREE, 9222)).toBe(
    "port 8222 is taken: npm start without --monitor",
  );
});

test("a port that is offered is not one that is in use", async () => {
  expect(await freeFrom(server.clientPort)).toBeGreaterThan(server.clientPort);
});
