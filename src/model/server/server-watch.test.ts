import { jetStreamFacts, serverFacts } from "./server-fixture.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { ServerWatch } from "./server-watch.ts";
import { lineOf, riseOf, serverRates, trafficBars, watchServer } from "./server-watch.ts";
import { assert } from "#util/assert.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { expect, test } from "vitest";

type Look = Partial<ServerFacts> & { after: number };

function watched(...looks: readonly Look[]): ServerWatch {
  let [watch, at]: [ServerWatch | null, number] = [null, 0];
  for (const { after, ...changes } of looks) {
    at += after;
    watch = watchServer(watch, serverFacts(changes), at);
  }
  assert(watch !== null, "it was looked at");
  return watch;
}

test("rates are of the last minute, none after one look, none over a start", () => {
  expect(serverRates(watched({ after: 0 }))).toBeNull();
  const watch = watched(
    { after: 0, inMessages: 0 },
    { after: 10 * SECOND_MS, inMessages: 1_000, outBytes: 500 },
    { after: 10 * SECOND_MS, inMessages: 2_000, outBytes: 1_000, jetstream: jetStreamFacts({ apiTotal: 20 }) },
  );
  expect(serverRates(watch)).toMatchObject({ inMessagesPerSecond: 100, outBytesPerSecond: 50, apiPerSecond: 1 });
  const anew = watchServer(watch, serverFacts({ id: "ID2", inMessages: 7 }), 25 * SECOND_MS);
  expect(serverRates(anew)).toBeNull();
  expect(anew.startsAt).toEqual([25 * SECOND_MS]);
  expect(riseOf(anew, "connections", MINUTE_MS)).toBeNull();
});

test("a line has a gap where nobody looked and where the server started anew, never a fall to zero", () => {
  const watch = watched(
    { after: 0, inMessages: 0 },
    { after: 5 * SECOND_MS, inMessages: 50 },
    { after: 5 * MINUTE_MS, inMessages: 650 },
    { after: 5 * SECOND_MS, inMessages: 3, id: "ID2" },
    { after: 5 * SECOND_MS, inMessages: 8, id: "ID2" },
  );
  expect(lineOf(watch, "in-messages").map(({ value }) => value)).toEqual([null, 10, null, 2, null, 1]);
  expect(lineOf(watch, "connections").map(({ value }) => value)).toEqual([10, 10, null, 10, 10, 10]);
});

test("looks at the same moment count once, and many hours of looking are held in a bounded number of them", () => {
  expect(watched({ after: 0 }, { after: 100 }).samples).toHaveLength(1);
  const looks = Array.from({ length: (9 * HOUR_MS) / (15 * SECOND_MS) }, (_, index) => ({
    after: 15 * SECOND_MS,
    inMessages: index,
  }));
  const { samples } = watched(...looks);
  expect(samples.length).toBeLessThan(410);
  const [oldest, newest] = [samples[0], samples.at(-1)];
  assert(oldest !== undefined && newest !== undefined, "some are held");
  expect(newest.at - oldest.at).toBeGreaterThan(5.9 * HOUR_MS);
  expect(samples.filter(({ at }) => newest.at - at <= 10 * MINUTE_MS)).toHaveLength(41);
});

test("bars of half a minute: what was not looked at is not known", () => {
  const watch = watched({ after: 30 * SECOND_MS }, { after: 5 * SECOND_MS, inMessages: 30, outMessages: 20 });
  const bars = trafficBars(watch, 35 * SECOND_MS);
  expect(bars).toHaveLength(30);
  expect(bars.at(-1)).toBe(10);
  expect(bars.slice(0, -1).every((bar) => bar === null)).toBe(true);
});
