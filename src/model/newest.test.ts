import { addNewest, createNewest, voidStreamIn } from "./newest.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

interface Item {
  at: number;
  stream: string;
  seq: number;
  size: number;
}

const items = fc.uniqueArray(
  fc.record({
    at: fc.integer({ min: 0, max: 50 }),
    stream: fc.constantFrom("A", "B"),
    seq: fc.integer({ min: 1, max: 60 }),
    size: fc.integer({ min: 1, max: 30 }),
  }),
  { selector: ({ stream, seq }) => `${stream}${seq}`, maxLength: 60 },
);

function keptOf(added: readonly Item[]): Item[] {
  const newest = createNewest<Item>(10, 100, ({ size }) => size);
  for (const item of added) addNewest(newest, item);
  expect(newest.items.length).toBeLessThanOrEqual(10);
  expect(newest.items.reduce((sum, { size }) => sum + size, 0)).toBe(newest.size);
  expect(newest.size).toBeLessThanOrEqual(100);
  return newest.items;
}

describe("the newest of a list", () => {
  it("are the same whatever the order of adding, within count and size", () => {
    fc.assert(
      fc.property(
        items.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([some, shuffled]) => {
          expect(keptOf(shuffled)).toEqual(keptOf(some));
        },
      ),
    );
  });

  it("loses a stream's items when the stream is made again", () => {
    const newest = createNewest<Item>(10, 100, ({ size }) => size);
    addNewest(newest, { at: 1, stream: "A", seq: 1, size: 5 });
    addNewest(newest, { at: 2, stream: "B", seq: 1, size: 7 });
    voidStreamIn(newest, "A");
    expect(newest.items.map(({ stream }) => stream)).toEqual(["B"]);
    expect(newest.size).toBe(7);
  });
});
