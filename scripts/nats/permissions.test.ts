import {
  type JetStreamManager,
  type NatsConnection as NodeConnection,
  AckPolicy,
  connect as connectNode,
  createInbox,
} from "nats";
import { type NatsConnection as BrowserConnection, connect as connectBrowser } from "nats.ws";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { COORDINATION_STREAM, WANTED_STREAMS } from "#contract/streams.ts";
import { channelSubject, deliverableSubject, heartbeatSubject, taskSubject } from "#contract/subjects.ts";
import { provision } from "#fleet/provision.ts";
import { assert } from "#util/assert.ts";
import { type FoundServer, compareVersions, testServers } from "./find-server.ts";
import { FORBIDDEN_SUBSCRIPTIONS, type Target, forbiddenPublishes, forgedReplies } from "./forbidden.ts";
import { type RunningServer, runServer } from "./run-server.ts";

/** The browser's client takes the WebSocket of its realm; Node 20 has none. */
vi.stubGlobal("WebSocket", WebSocket);

const ORIGIN = "http://127.0.0.1:4173";
const CONSUMER = "worker";
const PATIENT = { timeout: 30_000, interval: 50 };

const { servers } = await testServers();

/** A real fleet's state, and the logins that the tests use. */
interface Stage {
  server: RunningServer;
  agent: NodeConnection;
  provisioner: NodeConnection;
  manager: JetStreamManager;
  dashboard: BrowserConnection;
  target: Target;
  /** What the fleet's own subscribers heard. */
  heard: string[];
  /** Permission errors that the dashboard was told, as `publish subject` or `subscription subject queue`. */
  refused: string[];
}

async function setUp(binary: FoundServer): Promise<Stage> {
  const server = await runServer({ server: binary, origins: [ORIGIN] });
  const { user, pass } = server.logins.provisioner;
  const agent = await connectNode({ servers: server.clientUrl, name: "agent" });
  const provisioner = await connectNode({ servers: server.clientUrl, user, pass, name: "provisioner" });
  await provision({ nc: provisioner });
  const manager = await provisioner.jetstreamManager();
  await manager.streams.add({ name: "private", subjects: ["private.>"], allow_direct: true });
  const stream = agent.jetstream();
  const body = JSON.stringify({ task_id: "1", status: "available", timestamp: "2026-01-01T00:00:00Z" });
  for (const subject of [heartbeatSubject("victim"), taskSubject("available"), channelSubject("errors"), "private.x"]) {
    await stream.publish(subject, body);
  }
  await stream.publish(deliverableSubject("roy", "backend", "feature"), "# a report");
  await manager.consumers.add(COORDINATION_STREAM, { durable_name: CONSUMER, ack_policy: AckPolicy.Explicit });
  const ackSubject = await pullOne(agent);
  const inbox = "_INBOX.fleet.1";
  const heard: string[] = [];
  for (const subject of ["_INBOX.fleet.*", "mjwork.>", "agog.deliverables.>"]) {
    agent.subscribe(subject, { callback: (_error, message) => heard.push(message.subject) });
  }
  await agent.flush();
  const dashboard = await connectBrowser({ servers: server.wsUrl, name: "dashboard" });
  const refused: string[] = [];
  void collectRefusals(dashboard, refused);
  const serverId = dashboard.info?.server_id ?? "";
  const target = { stream: COORDINATION_STREAM, consumer: CONSUMER, ackSubject, inbox, serverId };
  return { server, agent, provisioner, manager, dashboard, target, heard, refused };
}

/** Takes one message for the consumer and leaves it unacknowledged; gives the subject that would acknowledge it. */
async function pullOne(agent: NodeConnection): Promise<string> {
  const box = createInbox();
  const pulled = agent.subscribe(box, { max: 1, timeout: 30_000 });
  agent.publish(`$JS.API.CONSUMER.MSG.NEXT.${COORDINATION_STREAM}.${CONSUMER}`, "1", { reply: box });
  for await (const { reply } of pulled) {
    assert(reply?.startsWith("$JS.ACK.") === true, "a pulled message names where it is acknowledged");
    return reply;
  }
  throw new Error("the consumer gave no message");
}

async function collectRefusals(connection: BrowserConnection, into: string[]): Promise<void> {
  for await (const { data, permissionContext } of connection.status()) {
    if (permissionContext === undefined) continue;
    const { operation, subject } = permissionContext;
    // The client's types leave the queue group out.
    const queue = "queue" in permissionContext ? permissionContext.queue : undefined;
    into.push(`${operation} ${subject}${typeof queue === "string" ? ` ${queue}` : ""}`);
    assert(typeof data === "string", "a refusal has a text");
  }
}

/** Everything that must be what it was: every stream and consumer, and every message by its sequences. */
async function stateOf({ manager }: Stage): Promise<object> {
  const streams = await manager.streams.list().next();
  const everything = await Promise.all(
    streams.map(async ({ config, created, state }) => ({
      config,
      created,
      state,
      consumers: (await manager.consumers.list(config.name).next()).map((consumer) => ({
        name: consumer.name,
        config: consumer.config,
        created: consumer.created,
        delivered: consumer.delivered,
        ackFloor: consumer.ack_floor,
        ackPending: consumer.num_ack_pending,
        redelivered: consumer.num_redelivered,
        waiting: consumer.num_waiting,
        pending: consumer.num_pending,
        paused: consumer.paused ?? false,
      })),
    })),
  );
  return everything.sort((a, b) => a.config.name.localeCompare(b.config.name));
}

/**
 * Everything sent before has been carried out when this resolves: the server answers requests of one kind in order, so
 * a request of every kind stands behind them.
 */
async function barrier({ dashboard, agent, provisioner, target }: Stage): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await Promise.all([
      dashboard.request("$JS.API.INFO", "", { timeout: 30_000 }),
      dashboard.request(`$JS.API.STREAM.INFO.${target.stream}`, "", { timeout: 30_000 }),
      dashboard.request(`$JS.API.CONSUMER.INFO.${target.stream}.${target.consumer}`, "", { timeout: 30_000 }),
      dashboard.request(`$JS.API.STREAM.MSG.GET.${target.stream}`, `{"seq":1}`, { timeout: 30_000 }),
      dashboard.request("$SYS.REQ.SERVER.PING.VARZ", "", { timeout: 30_000 }),
      ...WANTED_STREAMS.map(({ name }) =>
        dashboard.request(`$JS.API.DIRECT.GET.${name}`, `{"seq":1}`, { timeout: 30_000 }),
      ),
    ]);
    await Promise.all([dashboard.flush(), agent.flush(), provisioner.flush()]);
  }
}

describe.each(servers)("nats-server $version", (binary) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setUp(binary);
  });

  afterAll(async () => {
    await Promise.all([stage.dashboard.close(), stage.agent.close(), stage.provisioner.close()]);
    await stage.server.stop();
  });

  test("dashboard is refused everything that is not asking and hearing, and nothing changes", async () => {
    const { dashboard, target, refused, heard } = stage;
    const attempts = forbiddenPublishes(target);
    expect(attempts.length).toBeGreaterThanOrEqual(40);
    const before = await stateOf(stage);
    const heardBefore = [...heard];
    refused.length = 0;
    for (const { subject, payload } of attempts) dashboard.publish(subject, payload);
    await barrier(stage);
    const expected = attempts.map(({ subject }) => `publish ${subject}`).sort();
    await vi.waitFor(() => expect([...refused].sort()).toEqual(expected), PATIENT);
    expect(await stateOf(stage)).toEqual(before);
    expect(heard).toEqual(heardBefore);
  });

  test("dashboard may not listen where it has no business, nor join a queue group of agents", async () => {
    const { dashboard, refused } = stage;
    refused.length = 0;
    const subscriptions = FORBIDDEN_SUBSCRIPTIONS.map(({ subject, queue }) =>
      dashboard.subscribe(subject, { callback: () => undefined, ...(queue === undefined ? {} : { queue }) }),
    );
    const expected = FORBIDDEN_SUBSCRIPTIONS.map(
      ({ subject, queue }) => `subscription ${subject}${queue === undefined ? "" : ` ${queue}`}`,
    );
    await vi.waitFor(() => expect([...refused].sort()).toEqual(expected.sort()), PATIENT);
    for (const one of subscriptions) one.unsubscribe();
  });

  test("no answer to a request of dashboard's reaches the fleet, whatever reply subject it names", async () => {
    const { dashboard, agent, manager, target, heard } = stage;
    const attempts = forgedReplies(target);
    expect(attempts.length).toBeGreaterThanOrEqual(40);
    const before = await stateOf(stage);
    const heardBefore = [...heard];
    for (const { subject, reply, payload } of attempts) {
      dashboard.publish(subject, payload, reply === undefined ? {} : { reply });
    }
    await barrier(stage);
    expect(await stateOf(stage)).toEqual(before);
    expect(heard).toEqual(heardBefore);

    // The way is a real one: from inside the fleet's account the same request stores its answer as a heartbeat.
    const { state } = await manager.streams.info(COORDINATION_STREAM);
    agent.publish(`$JS.API.STREAM.INFO.${COORDINATION_STREAM}`, "", { reply: heartbeatSubject("victim") });
    await vi.waitFor(async () => {
      const after = await manager.streams.info(COORDINATION_STREAM);
      expect(after.state.last_seq).toBe(state.last_seq + 1);
    }, PATIENT);
  });

  test("dashboard cannot read an inbox of the fleet's", async () => {
    const { agent, provisioner, dashboard } = stage;
    const overheard: string[] = [];
    const spy = dashboard.subscribe("_INBOX.>", { callback: (_error, message) => overheard.push(message.subject) });
    await dashboard.flush();
    agent.subscribe("question", { callback: (_error, message) => message.respond("secret") });
    await agent.flush();
    const answer = await provisioner.request("question", "", { timeout: 30_000 });
    expect(answer.string()).toBe("secret");
    await barrier(stage);
    // Only the answers to the barrier's own requests, which come back under the dashboard's own prefix.
    const own = new Set(overheard.map((subject) => subject.split(".")[1]));
    expect(own.size).toBe(1);
    expect(answer.subject.split(".")[1]).not.toBe([...own][0]);
    spy.unsubscribe();
  });

  test("dashboard gets everything that a page needs", async () => {
    const { dashboard, target } = stage;
    const asked = async (subject: string, payload = ""): Promise<string> =>
      (await dashboard.request(subject, payload, { timeout: 30_000 })).string();
    expect(await asked("$JS.API.STREAM.NAMES")).toContain(COORDINATION_STREAM);
    expect(await asked("$JS.API.STREAM.LIST")).toContain(COORDINATION_STREAM);
    expect(await asked(`$JS.API.STREAM.INFO.${target.stream}`)).toContain(`"allow_direct":true`);
    expect(await asked(`$JS.API.CONSUMER.NAMES.${target.stream}`)).toContain(CONSUMER);
    expect(await asked(`$JS.API.CONSUMER.LIST.${target.stream}`)).toContain(CONSUMER);
    expect(await asked(`$JS.API.DIRECT.GET.${target.stream}.${heartbeatSubject("victim")}`)).not.toBe("");
    expect(await asked(`$JS.API.DIRECT.GET.agog_features_backend`, `{"seq":1}`)).toBe("# a report");
    for (const figure of ["VARZ", "JSZ", "CONNZ", "HEALTHZ", "ROUTEZ", "GATEWAYZ", "LEAFZ", "SUBSZ"]) {
      expect(await asked(`$SYS.REQ.SERVER.PING.${figure}`)).toContain(`"server"`);
    }
    // Versions before 2.10 have nobody who answers that.
    const whoAmI = asked("$SYS.REQ.USER.INFO").catch((error: unknown) => String(error));
    expect(await whoAmI).toContain(compareVersions(binary.version, "2.10.0") >= 0 ? `"user":"dashboard"` : "503");
    const bells: string[] = [];
    dashboard.subscribe("mjwork.>", { callback: (_error, message) => bells.push(message.subject) });
    dashboard.subscribe("$JS.EVENT.ADVISORY.CONSUMER.>", {
      callback: (_error, message) => bells.push(message.subject),
    });
    await dashboard.flush();
    await stage.agent.jetstream().publish(heartbeatSubject("bell"), "{}");
    await stage.manager.consumers.add("private", { durable_name: "one", ack_policy: AckPolicy.Explicit });
    await vi.waitFor(() => {
      expect(bells).toContain(heartbeatSubject("bell"));
      expect(bells).toContain("$JS.EVENT.ADVISORY.CONSUMER.CREATED.private.one");
    }, PATIENT);
  });

  test("agent may do its work but not delete, purge or change streams", async () => {
    const { agent, target } = stage;
    const before = await stateOf(stage);
    const subjects = ["DELETE", "PURGE", "UPDATE", "MSG.DELETE", "RESTORE", "PEER.REMOVE"].map(
      (verb) => `$JS.API.STREAM.${verb}.${target.stream}`,
    );
    const answers = await Promise.allSettled(subjects.map((subject) => agent.request(subject, `{"seq":1}`)));
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "PERMISSIONS_VIOLATION" } });
    }
    await barrier(stage);
    expect(await stateOf(stage)).toEqual(before);
    expect(await agent.jetstream().publish(heartbeatSubject("busy"), "{}")).toMatchObject({ stream: target.stream });
  });

  test("agent, provisioner and the system's login are not let in over WebSocket", async () => {
    const { server } = stage;
    const { provisioner, sys } = server.logins;
    for (const login of [{ user: "agent", pass: "" }, provisioner, sys]) {
      const entered = connectBrowser({ servers: server.wsUrl, ...login, reconnect: false, timeout: 30_000 });
      await expect(entered).rejects.toThrow(/Authorization/iu);
    }
    const asAgent = connectBrowser({ servers: server.wsUrl, user: "agent", reconnect: false, timeout: 30_000 });
    await expect(asAgent).rejects.toThrow(/Authorization/iu);
  });

  test("a WebSocket from a foreign origin is refused", async () => {
    const { wsUrl } = stage.server;
    expect(await handshake(wsUrl, ORIGIN)).toBe("open");
    expect(await handshake(wsUrl, null)).toBe("open");
    const foreign = ["http://evil.example", "https://127.0.0.1:4173", "http://127.0.0.1:4174", "null"];
    const answers = await Promise.all(foreign.map((origin) => handshake(wsUrl, origin)));
    expect(answers).toEqual([403, 403, 403, 403]);
  });
});

/** "open", or the HTTP status that refused the socket. */
function handshake(url: string, origin: string | null): Promise<"open" | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, origin === null ? {} : { origin });
    socket.once("open", () => {
      socket.terminate();
      resolve("open");
    });
    socket.once("unexpected-response", (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.once("error", reject);
  });
}
