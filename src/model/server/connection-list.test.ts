import type { ConnectionQuery, ConnectionRow } from "./connection-list.ts";
import { CONNECTION_SORT_KEYS, listConnections, troubleOf } from "./connection-list.ts";
import { DEFAULT_SERVER_THRESHOLDS } from "./server-thresholds.ts";
import { expect, test } from "vitest";

function row(cid: number, changes: Partial<ConnectionRow> = {}): ConnectionRow {
  return {
    key: `n1/${cid}`,
    server: "n1",
    cid,
    name: null,
    user: null,
    account: "FLEET",
    lang: "go",
    version: "1.40",
    type: "nats",
    address: `10.0.0.${cid}:50000`,
    startedAt: cid,
    idleMs: cid,
    pendingBytes: 0,
    rttMs: null,
    subscriptions: 0,
    inMessages: 0,
    outMessages: 0,
    inBytes: 0,
    outBytes: 0,
    tls: null,
    closed: null,
    isOurs: false,
    trouble: null,
    ...changes,
  };
}

const QUERY: ConnectionQuery = { server: null, show: "open", q: "", sort: "name", order: "ascending" };

function cids(rows: readonly ConnectionRow[], query: Partial<ConnectionQuery>): number[] {
  return listConnections(rows, { ...QUERY, ...query }).map(({ cid }) => cid);
}

test("what is not known comes last in either order, equal ones by their number", () => {
  const rows = [row(1), row(2, { rttMs: 5 }), row(3), row(4, { rttMs: 90 })];
  expect(cids(rows, { sort: "rtt", order: "ascending" })).toEqual([2, 4, 1, 3]);
  expect(cids(rows, { sort: "rtt", order: "descending" })).toEqual([4, 2, 1, 3]);
});

test("every order is an order of all rows", () => {
  const rows = Array.from({ length: 20 }, (_, index) =>
    row(index, { name: index % 3 === 0 ? null : `c${index % 5}`, pendingBytes: index % 4, inMessages: -index }),
  );
  for (const sort of CONNECTION_SORT_KEYS) {
    expect(cids(rows, { sort }).toSorted((a, b) => a - b)).toEqual(rows.map(({ cid }) => cid));
  }
});

test("searched by what stands in a row, of one server or of all, those in trouble alone", () => {
  const rows = [
    row(1, { name: "Doc-Brown", user: "agent" }),
    row(2, { server: "n2", key: "n2/2", name: "marty" }),
    row(3, { trouble: "pending", closed: { at: 1, reason: "Stale Connection" } }),
  ];
  expect(cids(rows, { q: "doc" })).toEqual([1]);
  expect(cids(rows, { q: " 10.0.0.2" })).toEqual([2]);
  expect(cids(rows, { q: "stale" })).toEqual([3]);
  expect(cids(rows, { server: "n2" })).toEqual([2]);
  expect(cids(rows, { show: "trouble" })).toEqual([3]);
  expect(cids(rows, { q: "nobody" })).toEqual([]);
});

const judge = (pendingBytes: number, rttMs: number | null) =>
  troubleOf({ pendingBytes, rttMs }, DEFAULT_SERVER_THRESHOLDS);

test("trouble: what waits counts more than the way", () => {
  expect(judge(2 ** 20, 100)).toBeNull();
  expect(judge(2 ** 20 + 1, 500)).toBe("pending");
  expect(judge(0, 101)).toBe("slow");
  expect(judge(0, null)).toBeNull();
});
