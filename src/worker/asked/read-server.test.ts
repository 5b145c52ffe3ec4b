import { Fields } from "../fields.ts";
import { readGateways, readLeafs, readRoutes, readServer } from "./read-server.ts";
import { assert } from "#util/assert.ts";
import { expect, test } from "vitest";

function fields(value: object): Fields {
  const read = Fields.of(value);
  assert(read !== null, "it is an object");
  return read;
}

const ROUTE = {
  remote_id: "IDB",
  ip: "127.0.0.1",
  port: 6222,
  rtt: "1.5ms",
  pending_size: 10,
  in_msgs: 1,
  out_msgs: 2,
};

test("the connections of a pooled route are one link with the slowest round trip", () => {
  const pooled = fields({
    routes: [
      { ...ROUTE, remote_name: "n2" },
      { ...ROUTE, remote_name: "n2", rtt: "171µs" },
    ],
  });
  expect(readRoutes(pooled, () => null)).toMatchObject([
    { kind: "route", remote: "n2", connections: 2, rttMs: 1.5, pendingBytes: 20, inMessages: 2, outMessages: 4 },
  ]);
});

test("before 2.10 a route tells an id, which the other servers give a name to", () => {
  const old = fields({ routes: [ROUTE, { ...ROUTE, remote_id: "IDC" }] });
  const names = readRoutes(old, (id) => (id === "IDB" ? "n2" : null)).map(({ remote }) => remote);
  expect(names).toEqual(["n2", "IDC"]);
});

test("gateways in both directions, and leaf nodes with a name or by their account", () => {
  const connection = { ip: "127.0.0.1", port: 28878, rtt: "594µs", pending_bytes: 41, subscriptions: 45, name: "IDW" };
  const gatewayz = fields({
    outbound_gateways: { west: { configured: true, connection } },
    inbound_gateways: {
      west: [
        { configured: false, connection },
        { configured: false, connection },
      ],
    },
  });
  expect(readGateways(gatewayz)).toMatchObject([
    { kind: "gateway", remote: "west", direction: "out", rttMs: 0.594, pendingBytes: 41, connections: 1 },
    { kind: "gateway", remote: "west", direction: "in", connections: 2 },
  ]);
  const leaf = { account: "FLEET", ip: "127.0.0.1", port: 53368, rtt: "327µs", subscriptions: 4 };
  expect(readLeafs(fields({ leafs: [leaf, { ...leaf, name: "edge", is_spoke: true }] }))).toMatchObject([
    { remote: "FLEET", direction: null, account: "FLEET" },
    { remote: "edge", direction: "out", rttMs: 0.327 },
  ]);
  // Before 2.10 a list that is empty is null.
  expect(readLeafs(fields({ leafs: null }))).toEqual([]);
  expect(readGateways(fields({}))).toEqual([]);
});

test("a bare answer is read, health in both its forms, and the certificate that ends first", () => {
  const bare = fields({ server_id: "A", version: "2.9.10" });
  expect(readServer(bare, null, fields({ status: "unavailable", error: "JetStream is not current" }))).toMatchObject({
    name: "A",
    health: { ok: false, problems: [{ kind: null, text: "JetStream is not current" }] },
    jetstream: null,
    cpuPercent: null,
    staleConnections: null,
    certificateEndsAt: null,
  });
  const detailed = fields({
    status: "error",
    errors: [{ type: "STREAM", account: "FLEET", stream: "S", error: "stream is not current" }],
  });
  expect(readServer(bare, null, detailed)?.health).toEqual({
    ok: false,
    problems: [{ kind: "STREAM", text: "stream is not current" }],
  });
  const secure = fields({
    server_id: "A",
    tls_cert_not_after: "2027-01-01T00:00:00Z",
    websocket: { tls_cert_not_after: "2026-12-01T00:00:00Z" },
  });
  expect(readServer(secure, null, null)?.certificateEndsAt).toBe(Date.parse("2026-12-01T00:00:00Z"));
  expect(readServer(fields({ version: "2.10.0" }), null, null)).toBeNull();
});
