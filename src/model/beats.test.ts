import { addBeat, beatsHeld, createBeats, declaredIn, isSignOff, timeAt, trimBeats, wordAt, wordOf } from "./beats.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("the beats of an agent", () => {
  it("are the newest ones, ascending, whatever the order of adding", () => {
    const beat = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(0, 30_000, -1, -30_000));
    fc.assert(
      fc.property(fc.array(beat, { maxLength: 80 }), fc.integer({ min: 1, max: 20 }), (added, cap) => {
        const beats = createBeats();
        let dropped = 0;
        for (const [at, word] of added) if (addBeat(beats, at, word, cap)) dropped++;
        const newest = added.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]).slice(-cap);
        const held = Array.from({ length: beatsHeld(beats) }, (_, index) => [
          timeAt(beats, beats.start + index),
          wordAt(beats, beats.start + index),
        ]);
        expect(held).toEqual(newest);
        expect(dropped).toBe(added.length - newest.length);
      }),
    );
  });

  it("take the memory of their cap, however many come", () => {
    const beats = createBeats();
    for (let at = 0; at < 50_000; at++) addBeat(beats, at, 0, 200);
    expect(beatsHeld(beats)).toBe(200);
    expect(beats.pairs.length).toBeLessThanOrEqual(2 * 300);
    expect(trimBeats(beats, 50)).toBe(150);
    expect(timeAt(beats, beats.start)).toBe(49_950);
    expect(beats.pairs.length).toBeLessThanOrEqual(2 * 100);
  });

  it("carry in one number what the beat said of the time after it", () => {
    for (const [declared, offline] of [
      [null, false],
      [null, true],
      [30_000, false],
      [30_000, true],
    ] as const) {
      const word = wordOf(declared, offline);
      expect(isSignOff(word)).toBe(offline);
      expect(declaredIn(word)).toBe(declared ?? 0);
    }
  });
});
