import { clusterFindings } from "./cluster-findings.ts";
import { jetStreamFacts, linkFacts, serverFacts } from "./server-fixture.ts";
import type { LinkFacts, MetaFacts, ServerFacts } from "./server-facts.ts";
import { EMPTY_ROSTER, nextRoster } from "./server-roster.ts";
import { DEFAULT_SERVER_THRESHOLDS } from "./server-thresholds.ts";
import { SECOND_MS } from "#util/units.ts";
import { expect, test } from "vitest";

const MIB = 2 ** 20;

type Three = readonly [Partial<ServerFacts>, Partial<ServerFacts>, Partial<ServerFacts>];

/** What is found of a cluster of three after these looks: `n1 code`, and `c code` of the cluster itself. */
function found(looks: readonly Three[], links: ReadonlyMap<string, readonly LinkFacts[]> | null = null): string[] {
  let roster = EMPTY_ROSTER;
  for (const [index, look] of looks.entries()) {
    const facts = look.map((one, at) =>
      serverFacts({ id: `ID${at}`, name: `n${at + 1}`, cluster: "c", remotes: 2, ...one }),
    );
    roster = nextRoster(roster, facts, index * 5 * SECOND_MS);
  }
  const { servers, clusters } = clusterFindings(roster.servers, roster.clusters, links, DEFAULT_SERVER_THRESHOLDS);
  return [
    ...[...servers].flatMap(([key, findings]) => findings.map(({ code }) => `${key} ${code}`)),
    ...clusters.map(({ cluster, finding }) => `${cluster} ${finding.code}`),
  ];
}

function meta(changes: Partial<MetaFacts>): Partial<ServerFacts> {
  return { jetstream: jetStreamFacts({ meta: { leader: "n1", size: 3, peers: [], pending: 0, ...changes } }) };
}

test("three servers alike are well", () => {
  expect(found([[{}, {}, {}]])).toEqual([]);
  expect(found([[meta({}), meta({}), meta({})]])).toEqual([]);
});

test("one that is not like the others", () => {
  expect(found([[{}, { version: "2.10.27" }, {}]])).toEqual(["n2 version-differs"]);
  expect(found([[{}, { remotes: 1 }, {}]])).toEqual(["n2 route-missing"]);
  const large = { memoryBytes: 900 * MIB };
  expect(found([[{}, {}, large]])).toEqual(["n3 memory-above-cluster"]);
  expect(found([[large, large, large]])).toEqual([]);
  const many = { connections: { used: 700, limit: null } };
  expect(
    found([
      [{}, {}, {}],
      [many, {}, {}],
    ]),
  ).toEqual(["n1 connections-jump"]);
  // Half and half: nobody knows who is right.
  expect(found([[{ version: "1" }, { version: "2" }, { version: "3" }]])).toEqual([]);
});

const to = (...remotes: string[]): LinkFacts[] =>
  remotes.map((remote) => linkFacts({ kind: "gateway", direction: "out", remote }));

test("gateways: one that is lost, one that only one of them has", () => {
  const links = new Map([
    ["n1", to("west", "south")],
    ["n2", to("west")],
    ["n3", to()],
  ]);
  expect(found([[{}, {}, {}]], links)).toEqual(["n1 gateways-differ", "n3 gateway-lost"]);
});

test("the group that decides for JetStream: no leader, two, a peer that is offline, behind, of an even number", () => {
  const none = meta({ leader: null });
  expect(found([[none, none, none]])).toEqual(["c meta-no-leader"]);
  expect(found([[meta({}), meta({}), meta({ leader: "n3" })]])).toEqual(["c meta-leaders-differ"]);
  const offline = [{ name: "n3", current: false, offline: true, lag: 9 }];
  expect(found([[meta({ peers: offline }), meta({}), meta({})]])).toEqual(["c meta-peer-offline"]);
  // Who does not lead knows of the others by hearsay.
  expect(found([[meta({}), meta({ peers: offline }), meta({})]])).toEqual([]);
  expect(found([[meta({}), meta({ pending: 501 }), meta({})]])).toEqual(["c meta-pending"]);
  const four = meta({ size: 4 });
  expect(found([[four, four, four]])).toEqual(["c meta-even-size"]);
});

const led = (leader: string): Three => [meta({ leader }), meta({ leader }), meta({ leader })];

const sized = (size: number): Three => [meta({ size }), meta({ size }), meta({ size })];

test("what happened while the page watched: the leader changed twice, the group shrank", () => {
  expect(found([led("n1"), led("n2")])).toEqual([]);
  expect(found([led("n1"), led("n2"), led("n1")])).toEqual(["c meta-leader-changes"]);
  expect(found([sized(5), sized(3)])).toEqual(["c meta-shrank"]);
});
