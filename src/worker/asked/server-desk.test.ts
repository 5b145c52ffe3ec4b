import { connect as dial, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import type { NatsConnection } from "nats";
import { connect } from "nats";
import type { TestContext } from "vitest";
import { describe, expect, test, vi } from "vitest";
import { ServerDesk } from "./server-desk.ts";
import type { Answered } from "#model/asked/ask-failure.ts";
import { isAnswer, isFailure } from "#model/asked/ask-failure.ts";
import type { ConnectionList, ConnectionQuery } from "#model/server/connection-list.ts";
import type { ServerDetail, ServerList, ServerRow } from "#model/server/server-list.ts";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import { freePort } from "#scripts/free-port.ts";
import type { RunningServer, RunOptions } from "#scripts/nats/run-server.ts";
import { runCluster, runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";
import type { FeedSettings } from "#worker/protocol.ts";

const { servers: versions } = await testServers();
const newest = versions.at(-1);
assert(newest !== undefined, "there is a server to test with");

/** For a machine that does several heavy things at once. */
const PATIENT = { timeout: 90_000, interval: 100 } as const;
const TEST = { timeout: 180_000 } as const;

type OnTestFinished = TestContext["onTestFinished"];

/** Over the read-only login's own connection, as the page asks. @param hurry the desk waits so many times less long for what does not come */
async function openDesk(
  wsUrl: string,
  onTestFinished: OnTestFinished,
  overrides: Partial<FeedSettings> = {},
  hurry = 1,
): Promise<ServerDesk> {
  const settings = feedSettings([wsUrl], overrides);
  const feed = FeedRig.open(settings, nodeFeedIo());
  onTestFinished(() => feed.close());
  await feed.until("connected", () => feed.state?.state === "live");
  const io = nodeFeedIo({ setTimer: (run, ms) => setTimeout(run, ms / hurry) });
  return new ServerDesk(settings, io, () => feed.feed?.session() ?? null);
}

async function startServer(options: RunOptions, onTestFinished: OnTestFinished): Promise<RunningServer> {
  const server = await runServer(options);
  onTestFinished(() => server.stop());
  return server;
}

async function client(url: string, name: string, onTestFinished: OnTestFinished): Promise<NatsConnection> {
  const nc = await connect({ servers: url, name });
  onTestFinished(() => nc.close());
  return nc;
}

function answered<T>(answer: T): Answered<T> {
  assert(isAnswer(answer), `it is answered: ${JSON.stringify(answer)}`);
  return answer;
}

async function list(desk: ServerDesk): Promise<ServerList> {
  return answered(await desk.list());
}

async function detail(desk: ServerDesk, key: string): Promise<ServerDetail> {
  const answer = answered(await desk.answer({ kind: "server", key }));
  assert("row" in answer, "it is one server");
  return answer;
}

const ALL: ConnectionQuery = { server: null, show: "open", q: "", sort: "name", order: "ascending" };

async function connections(desk: ServerDesk, query: Partial<ConnectionQuery> = {}): Promise<ConnectionList> {
  const answer = answered(await desk.answer({ kind: "connections", query: { ...ALL, ...query }, rows: 100 }));
  assert("ids" in answer, "it is a list of connections");
  return answer;
}

function codes({ findings }: ServerRow): string[] {
  return findings.map(({ code }) => code);
}

describe.each(versions)("nats-server $version", { concurrent: true, ...TEST }, (binary) => {
  test("its figures, its clients by name and user, and how it goes over time", async ({ onTestFinished }) => {
    const server = await startServer({ server: binary }, onTestFinished);
    const agent = await client(server.clientUrl, "an agent of ours", onTestFinished);
    const desk = await openDesk(server.wsUrl, onTestFinished);
    const first = await list(desk);
    expect(first).toMatchObject({ source: "system", missing: [], lacks: [], clusterFindings: [], accounts: [] });
    const [row] = first.servers;
    assert(row !== undefined, "it is listed");
    expect(row).toMatchObject({ isOurs: true, silentSince: null, rates: null });
    expect(row.facts).toMatchObject({
      version: binary.version,
      cluster: null,
      address: `127.0.0.1:${server.clientPort}`,
      connections: { limit: 65_536 },
      remotes: 0,
      slowConsumers: 0,
      maxPayloadBytes: 10 * 2 ** 20,
      authRequired: true,
      health: { ok: true, problems: [] },
      jetstream: { storage: { usedBytes: 0, limitBytes: 32 * 2 ** 30 }, streams: 0, consumers: 0, meta: null },
    });
    expect(row.facts.connections.used).toBeGreaterThanOrEqual(2);
    expect(row.facts.memoryBytes).toBeGreaterThan(2 ** 20);
    expect(row.facts.startedAt).toBeLessThanOrEqual(row.facts.at ?? 0);
    expect(codes(row)).toEqual([]);
    // What a version does not count is not known, not none.
    expect(row.facts.slowConsumersBy === null).toBe(binary.version.startsWith("2.9."));

    for (let index = 0; index < 50; index += 1) agent.publish("nobody.hears", "x");
    await agent.flush();
    await vi.waitFor(async () => {
      expect((await list(desk)).servers[0]?.rates?.inMessagesPerSecond).toBeGreaterThan(0);
    }, PATIENT);
    const closer = await detail(desk, row.key);
    expect(closer.lines.get("memory")?.length).toBeGreaterThanOrEqual(2);
    expect(closer.links).toEqual([]);

    const all = await connections(desk);
    const ours = all.rows.filter(({ isOurs }) => isOurs);
    expect(ours).toMatchObject([{ type: "websocket", user: "dashboard", account: "VIEW", lang: "nats.ws" }]);
    expect(all.rows.find(({ name }) => name === "an agent of ours")).toMatchObject({
      user: "agent",
      account: "FLEET",
      lang: "nats.js",
      pendingBytes: 0,
      closed: null,
      server: row.key,
    });
    const found = await connections(desk, { q: "agent of" });
    expect(found.ids).toHaveLength(1);
    expect(await desk.answer({ kind: "connection-rows", keys: [...found.ids, "no/1"] })).toMatchObject([
      { name: "an agent of ours" },
    ]);
    await agent.close();
    await vi.waitFor(async () => {
      const closed = await connections(desk, { show: "closed", q: "agent of" });
      expect(closed.rows[0]?.closed?.reason).toMatch(/^(Client Closed|Read Error|Write Error)$/u);
    }, PATIENT);
    expect(await desk.answer({ kind: "server", key: "no such" })).toMatchObject({ state: "failed", why: "gone" });
  });

  test("a server without the import tells of this login's own account, and the monitor of the rest", async ({
    onTestFinished,
  }) => {
    const server = await startServer({ server: binary, accounts: "plain", monitor: true }, onTestFinished);
    await client(server.clientUrl, "somebody", onTestFinished);
    const desk = await openDesk(server.wsUrl, onTestFinished);
    const without = await list(desk);
    expect(without).toMatchObject({
      source: "account",
      servers: [],
      missing: [{ why: "no-responders", subject: "$SYS.REQ.SERVER.PING.VARZ" }],
      accounts: [{ account: "$G", version: binary.version, connections: 2, slowConsumers: 0 }],
    });
    expect((await connections(desk)).rows.map(({ name }) => name)).toContain("somebody");
    expect(await desk.answer({ kind: "server", key: "any" })).toMatchObject({ why: "no-responders" });

    assert(server.monitorUrl !== null, "its monitor is on");
    const urls = [`${server.monitorUrl}/`, server.monitorUrl];
    const monitored = await openDesk(server.wsUrl, onTestFinished, { monitorUrls: urls });
    const by = await list(monitored);
    expect(by).toMatchObject({ source: "monitor", lacks: [], accounts: [] });
    // Two addresses of one server are one server.
    expect(by.servers).toHaveLength(1);
    expect(by.servers[0]).toMatchObject({ isOurs: true, facts: { version: binary.version, health: { ok: true } } });
    expect(codesOrNone(by.servers[0])).toEqual(["no-authorization"]);
    const all = await connections(monitored);
    expect(all).toMatchObject({ source: "monitor", missing: null });
    expect(all.rows.map(({ name }) => name)).toContain("somebody");
    expect(all.rows.filter(({ isOurs }) => isOurs)).toHaveLength(1);
  });
});

test.concurrent(
  "a monitor where nothing answers, where no figures are, and one that never answers",
  TEST,
  async ({ onTestFinished }) => {
    const server = await startServer({ accounts: "plain", monitor: true }, onTestFinished);
    const [closed, mute] = [`http://127.0.0.1:${await freePort()}`, await listenMute(onTestFinished)];
    const missingOf = async (url: string): Promise<unknown> => {
      const desk = await openDesk(server.wsUrl, onTestFinished, { monitorUrls: [url] }, 10);
      return (await list(desk)).missing[1];
    };
    const [nobody, wrong, never] = await Promise.all([
      missingOf(closed),
      missingOf(`${server.monitorUrl}/no/such`),
      missingOf(mute),
    ]);
    expect(nobody).toMatchObject({ why: "refused", subject: closed, detail: "nothing answers there" });
    expect(wrong).toMatchObject({ why: "refused", detail: "it answers 404 and no figures" });
    expect(never).toMatchObject({ why: "timeout", subject: mute });
  },
);

/** A port that takes connections and says nothing. */
async function listenMute(onTestFinished: OnTestFinished): Promise<string> {
  const mute: Server = createServer(() => undefined);
  const port = await new Promise<number>((resolve) => {
    mute.listen(0, "127.0.0.1", () => {
      const address = mute.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  onTestFinished(() => void mute.close());
  return `http://127.0.0.1:${port}`;
}

test.concurrent(
  "more connections than a page holds come page by page, each once, and are sorted and searched as one list",
  TEST,
  async ({ onTestFinished }) => {
    const server = await startServer({}, onTestFinished);
    const desk = await openDesk(server.wsUrl, onTestFinished);
    const many = await openClients(
      server.clientPort,
      Array.from({ length: 1_100 }, (_, index) => `client-${index}`),
    );
    onTestFinished(() => {
      for (const socket of many) socket.destroy();
    });
    const by = await connections(desk, { q: "client-", sort: "name", order: "descending" });
    expect(by).toMatchObject({ missing: null });
    expect(by.held).toBeGreaterThanOrEqual(1_101);
    expect(by.ids).toHaveLength(1_100);
    expect(new Set(by.ids).size).toBe(1_100);
    expect(by.rows[0]?.name).toBe("client-999");
  },
);

const AT_A_TIME = 50;

/** Clients of the wire protocol and nothing else: a thousand whole ones would be the test's own load. */
async function openClients(port: number, names: readonly string[]): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let from = 0; from < names.length; from += AT_A_TIME) {
    sockets.push(...(await Promise.all(names.slice(from, from + AT_A_TIME).map((name) => openClient(port, name)))));
  }
  return sockets;
}

/** A server that has much to do turns away whom it had no time for: tried again. */
async function openClient(port: number, name: string): Promise<Socket> {
  for (;;) {
    const socket = await new Promise<Socket | null>((resolve) => {
      const opened = dial(port, "127.0.0.1");
      let said = "";
      opened.setEncoding("utf8");
      opened.on("data", (text: string) => {
        said += text;
        if (said.includes("PONG")) resolve(opened);
      });
      opened.on("error", () => undefined);
      opened.once("close", () => resolve(null));
      const options = { name, lang: "test", version: "1", verbose: false, pedantic: false, protocol: 1 };
      opened.write(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`);
    });
    if (socket !== null) return socket;
  }
}

test.concurrent(
  "three servers answer for themselves, one that dies is told, and one that is back has started anew",
  TEST,
  async ({ onTestFinished }) => {
    const cluster = await runCluster({ server: newest });
    onTestFinished(async () => {
      await Promise.all(cluster.map((one) => one.stop()));
    });
    const [first, , third] = cluster;
    assert(first !== undefined && third !== undefined, "there are three");
    const desk = await openDesk(first.wsUrl, onTestFinished, {}, 3);
    await vi.waitFor(async () => expect(keysOf(await list(desk))).toEqual(["n1", "n2", "n3"]), PATIENT);
    const whole = await list(desk);
    expect(whole.servers.map(({ isOurs }) => isOurs)).toEqual([true, false, false]);
    expect(whole.servers[1]?.facts).toMatchObject({
      cluster: "rollcall-test",
      remotes: 2,
      jetstream: { meta: { size: 3 } },
    });

    const { links, otherServers } = await detail(desk, "n2");
    expect(otherServers).toBe(2);
    expect(links?.map(({ kind, remote }) => [kind, remote]).toSorted()).toEqual([
      ["route", "n1"],
      ["route", "n3"],
    ]);
    for (const link of links ?? []) expect(link.rttMs).toBeGreaterThan(0);

    await client(third.clientUrl, "only-on-n3", onTestFinished);
    const onThird = await connections(desk, { server: "n3", q: "only-on" });
    expect(onThird.rows).toMatchObject([{ name: "only-on-n3", server: "n3", isOurs: false }]);
    expect((await connections(desk, { server: "n2", q: "only-on" })).ids).toEqual([]);

    await third.kill();
    const thirdRow = async (): Promise<ServerRow | undefined> => {
      const answer = await desk.list();
      return isFailure(answer) ? undefined : answer.servers.find(({ key }) => key === "n3");
    };
    await vi.waitFor(async () => expect(codesOrNone(await thirdRow())).toEqual(["server-silent"]), PATIENT);
    expect((await thirdRow())?.silentSince).not.toBeNull();
    // The others are told of as before, and what was known of it stays.
    expect(keysOf(await list(desk))).toEqual(["n1", "n2", "n3"]);

    await third.restart();
    await vi.waitFor(async () => expect(codesOrNone(await thirdRow())).toContain("restarted"), PATIENT);
    expect((await thirdRow())?.silentSince).toBeNull();
  },
);

function keysOf({ servers }: ServerList): string[] {
  return servers.map(({ key }) => key);
}

function codesOrNone(row: ServerRow | undefined): string[] {
  return row === undefined ? [] : codes(row);
}
