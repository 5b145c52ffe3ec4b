import { jetStreamFacts, serverFacts } from "./server-fixture.ts";
import type { Roster } from "./server-roster.ts";
import { EMPTY_ROSTER, nextRoster, silentSince } from "./server-roster.ts";
import type { ServerFacts } from "./server-facts.ts";
import { HOUR_MS, SECOND_MS } from "#util/units.ts";
import { expect, test } from "vitest";

function after(looks: readonly (readonly Partial<ServerFacts>[])[], from: Roster = EMPTY_ROSTER, startAt = 0): Roster {
  let roster = from;
  for (const [index, look] of looks.entries()) {
    roster = nextRoster(
      roster,
      look.map((one) => serverFacts(one)),
      startAt + index * 5 * SECOND_MS,
    );
  }
  return roster;
}

const keys = ({ servers }: Roster): string[] => servers.map(({ key }) => key);
const silent = ({ servers }: Roster): string[] =>
  servers.filter((one) => silentSince(one) !== null).map(({ key }) => key);

const N1 = { id: "A", name: "n1" };
const N2 = { id: "B", name: "n2" };
const N10 = { id: "C", name: "n10" };

test("servers stand in the order of their names, and one unanswered look is no silence", () => {
  expect(keys(after([[N10, N2, N1]]))).toEqual(["n1", "n2", "n10"]);
  expect(silent(after([[N1, N2], [N1]]))).toEqual([]);
  const gone = after([[N1, N2], [N1], [N1]]);
  expect(silent(gone)).toEqual(["n2"]);
  expect(silentSince(gone.servers[1] ?? gone.servers[0] ?? never())).toBe(0);
  expect(silent(after([[N1, N2], [N1], [N1], [N1, N2]]))).toEqual([]);
});

test("a server that comes back is the same one started anew, with a name or without", () => {
  const named = after([[N1], [{ id: "Z", name: "n1" }]]);
  expect(keys(named)).toEqual(["n1"]);
  expect(named.servers[0]?.watch.startsAt).toEqual([5 * SECOND_MS]);
  const nameless = after([[{ id: "X", name: "X" }], [{ id: "Y", name: "Y" }]]);
  // Its address stays what it was.
  expect(keys(nameless)).toEqual(["X"]);
  expect(nameless.servers[0]?.facts.id).toBe("Y");
});

test("two servers of one name are two servers, whoever answers first", () => {
  const twins = [
    { id: "A", name: "n", address: "10.0.0.1:4222" },
    { id: "B", name: "n", address: "10.0.0.2:4222" },
  ];
  expect(keys(after([twins, twins.toReversed()])).toSorted()).toEqual(["A", "B"]);
  expect(silent(after([twins, twins, twins]))).toEqual([]);
});

test("a server that was taken away for good is forgotten after an hour", () => {
  const gone = after([[N1, N2], [N1], [N1]]);
  expect(keys(nextRoster(gone, [serverFacts(N1)], 2 * HOUR_MS))).toEqual(["n1"]);
});

const led = (leader: string | null, size = 3) => [
  {
    cluster: "c",
    jetstream: jetStreamFacts({ meta: { leader, size, peers: [], pending: null } }),
  },
];

test("changes of the leader and the largest group are remembered", () => {
  const roster = after([led("a"), led(null), led("b"), led("a", 2)]);
  expect(roster.clusters).toEqual([
    { name: "c", leader: "a", leaderChangesAt: [10 * SECOND_MS, 15 * SECOND_MS], largest: 3 },
  ]);
});

function never(): never {
  throw new Error("there are servers");
}
