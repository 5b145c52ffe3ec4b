import { CoreRig } from "./core-rig.ts";
import { feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { provision } from "#fleet/provision.ts";
import { judge } from "#model/liveness.ts";
import { judgedAt, seenAt } from "#model/sight.ts";
import type { FleetView } from "#model/view.ts";
import type { NatsConnection } from "nats";
import { connect } from "nats";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: RunningServer;
let nc: NatsConnection;

beforeAll(async () => {
  server = await runServer();
  await provision({ servers: server.clientUrl, ...server.logins.provisioner });
  nc = await connect({ servers: server.clientUrl, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
});
afterAll(async () => {
  await nc.close();
  await server.stop();
});

function observerNow(): number {
  return performance.timeOrigin + performance.now();
}

function livenessOf(view: FleetView, id: string): string | null {
  const agent = view.agents.get(id);
  return agent === undefined ? null : judge(agent, judgedAt(view, observerNow())).liveness.state;
}

test("from the wire to the page and back after an outage, with a real server", async () => {
  const js = nc.jetstream();
  const beat = (id: string, body: object = {}) =>
    js.publish(`mjwork.heartbeat.${id}`, JSON.stringify({ status: "idle", heartbeat_interval: 3600, ...body }));
  await beat("alice");
  await js.publish("mjwork.errors", JSON.stringify({ agent_id: "alice", content: "no luck" }));
  await js.publish("mjwork.heartbeat.mute", "not json");

  const rig = new CoreRig(nodeFeedIo());
  rig.say({ type: "connect", settings: feedSettings([server.wsUrl]) });
  rig.say({ type: "watch", strips: ["alice"], windowMs: 60_000 });
  await rig.until("history complete and a clock", ({ history, clock }) => history.complete && clock !== null);
  expect([...rig.view.agents.keys()]).toEqual(["alice"]);
  expect(livenessOf(rig.view, "alice")).toBe("on-time");
  expect(rig.view.counters).toMatchObject({ messages: 3, malformed: 1 });
  expect(rig.ask({ kind: "events", channel: "errors", agent: null, limit: 5 })).toMatchObject([
    { agent: "alice", text: "no luck" },
  ]);
  expect(rig.view.strips.get("alice")?.beatsAt).toHaveLength(1);
  expect(rig.view.malformed).toMatchObject([{ subject: "mjwork.heartbeat.mute", reason: "not-json" }]);

  const { seq } = await beat("alice", { status: "busy", current_task: "42" });
  const facts = await rig.until("the live beat", ({ agents }) => agents.get("alice")?.lastBeatSeq === seq);
  expect(facts.agents.get("alice")).toMatchObject({ status: "busy", currentTask: "42", beatsHeld: 2 });

  await server.kill();
  await rig.until("lost", ({ connection }) => connection.state === "lost");
  expect(livenessOf(rig.view, "alice")).toBe("unknown");
  const frozen = seenAt(rig.view, observerNow());
  expect(seenAt(rig.view, observerNow() + 60_000)).toBe(frozen);

  await server.restart();
  await rig.until("live again", ({ connection, sight }) => connection.state === "live" && sight.state === "whole");
  await nc.flush();
  await beat("bob");
  await rig.until("bob", ({ agents }) => agents.has("bob"));
  expect(rig.view.counters.messages).toBe(5);
  expect(rig.broken).toEqual([]);
  await rig.core.close();
});
