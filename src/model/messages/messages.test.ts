import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyPreview } from "./body-preview.ts";
import { messageLine } from "./message-line.ts";
import { windowSize } from "./read-window.ts";
import type { HeardMessage } from "./tail-ring.ts";
import { TailRing } from "./tail-ring.ts";
import { isFilter } from "#contract/subject-filter.ts";

const encoder = new TextEncoder();

describe("how a body begins", () => {
  test("text in one line, cut between characters and never within one", () => {
    expect(bodyPreview(encoder.encode(' { "a":\n\t1 } '))).toEqual({ kind: "text", text: '{ "a": 1 }', cut: false });
    expect(bodyPreview(new Uint8Array())).toEqual({ kind: "empty" });
    const preview = bodyPreview(encoder.encode("日".repeat(1_000)));
    expect(preview).toEqual({ kind: "text", text: "日".repeat(240), cut: true });
    for (let pad = 0; pad < 4; pad += 1) {
      const long = bodyPreview(encoder.encode(" ".repeat(pad + 1_020) + "😀".repeat(10)));
      expect(long.kind, `${pad} spaces`).toBe("text");
    }
  });

  test("bytes that are no text are shown as bytes", () => {
    expect(bodyPreview(new Uint8Array([0x82, 0xa1, 0x61]))).toEqual({ kind: "binary", hex: "82 a1 61", cut: false });
    expect(bodyPreview(new Uint8Array([0, 1, 2]))).toMatchObject({ kind: "binary" });
  });

  test("any bytes have a preview, and a short one", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        const preview = bodyPreview(bytes);
        expect(JSON.stringify(preview).length).toBeLessThan(2_000);
      }),
      { numRuns: 200 },
    );
  });
});

test("a line of an export gives every body back byte by byte", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.string().map((text) => encoder.encode(text)),
      ),
      (data) => {
        const line = messageLine("s", { seq: 1, at: 0, subject: "a", headers: {}, data });
        expect(line.indexOf("\n")).toBe(line.length - 1);
        const read: { data?: string; dataBase64?: string; bytes: number } = JSON.parse(line);
        const back =
          read.dataBase64 === undefined
            ? encoder.encode(read.data)
            : Uint8Array.from(atob(read.dataBase64), (character) => character.charCodeAt(0));
        expect(back).toEqual(new Uint8Array(data));
        expect(read.bytes).toBe(data.length);
      },
    ),
    { numRuns: 300 },
  );
  const large = new Uint8Array(100_000).fill(255);
  const { dataBase64 }: { dataBase64: string } = JSON.parse(
    messageLine("s", { seq: 1, at: 0, subject: "a", headers: {}, data: large }),
  );
  expect(atob(dataBase64)).toHaveLength(100_000);
});

describe("how much is read at once", () => {
  const stand = { created: "", messages: 1_000_000, bytes: 1e8, firstSeq: 1, lastSeq: 1_000_000, deleted: 0 };

  test("what is wanted, more where much is gone, less where messages are large", () => {
    expect(windowSize(stand, 100, false, null)).toBe(100);
    expect(windowSize({ ...stand, messages: 100_000, bytes: 1e7 }, 100, false, null)).toBe(1_000);
    expect(windowSize({ ...stand, messages: 100, bytes: 100 * 10 * 2 ** 20 }, 100, false, null)).toBe(1);
  });

  test("grows while nothing is found and shrinks where all matches, always at least one and never without end", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 30 }), fc.nat(10_000_000), (founds, meanBytes) => {
        let last = null;
        const holds = { ...stand, bytes: stand.messages * meanBytes };
        for (const found of founds) {
          const size = windowSize(holds, 100, true, last);
          expect(size).toBeGreaterThanOrEqual(1);
          expect(size).toBeLessThanOrEqual(65_536);
          const least = last?.found === 0 && meanBytes < 100 ? Math.min(65_536, last.size + 1) : 1;
          expect(size).toBeGreaterThanOrEqual(least);
          last = { size, found: Math.min(found, size) };
        }
      }),
      { numRuns: 200 },
    );
  });
});

function heard(bytes: number): HeardMessage {
  return { heardAt: 0, subject: "a", headers: {}, data: new Uint8Array(bytes), bytes };
}

describe("the ring of a tail", () => {
  test("what matched is held or counted as dropped, whatever comes, within both bounds", () => {
    const step = fc.oneof(fc.record({ size: fc.nat(2_000), matches: fc.boolean() }), fc.constant("refilter" as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const ring = new TailRing({ messages: 20, bytes: 8_000 });
        let [all, matched] = [0, 0];
        for (const one of steps) {
          if (one === "refilter") {
            ring.refilter(({ bytes }) => bytes % 2 === 0);
            matched = ring.counts.held;
          } else {
            ring.heard(heard(one.size), one.matches);
            all += 1;
            if (one.matches) matched += 1;
          }
          const { counts } = ring;
          expect(counts).toMatchObject({ heard: all, matched, dropped: matched - counts.held });
          const held = ring.newestAfter(0, 1_000);
          expect(held).toHaveLength(counts.held);
          expect(counts.held).toBeLessThanOrEqual(20);
          // The newest is held whatever its size.
          expect(held.slice(1).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(8_000);
          expect(held.map(({ n }) => n)).toEqual(held.map(({ n }) => n).toSorted((a, b) => b - a));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("only what came after a number, the newest first, also after much was let go", () => {
    const ring = new TailRing({ messages: 2_000, bytes: 1e9 });
    for (let n = 1; n <= 10_000; n += 1) ring.heard(heard(1), true);
    expect(ring.newestAfter(9_998, 10).map(({ n }) => n)).toEqual([10_000, 9_999]);
    expect(ring.newestAfter(0, 5_000)).toHaveLength(2_000);
    expect(ring.counts).toMatchObject({ heard: 10_000, held: 2_000, dropped: 8_000 });
  });
});

test("what may be listened to", () => {
  for (const filter of ["a", "a.b", "*", "a.*.c", "a.>", ">", "日本.>"])
    expect([filter, isFilter(filter)]).toEqual([filter, true]);
  for (const none of ["", ".", "a.", ".a", "a..b", "a b", "a.>.b", ">.a", "a\r\nPING"]) {
    expect([none, isFilter(none)]).toEqual([none, false]);
  }
});
