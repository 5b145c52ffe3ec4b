import { describe, expect, test } from "vitest";
import { ownHeaders, scanHeaders } from "./headers.ts";
import { parseStreamTime } from "./stream-time.ts";

function block(status: string, ...lines: string[]): Uint8Array {
  return new TextEncoder().encode([`NATS/1.0${status}`, ...lines, "", ""].join("\r\n"));
}

const MESSAGE = [
  "Nats-Stream: S",
  "Nats-Subject: mjwork.heartbeat.Doc-Brown",
  "Nats-Sequence: 9007199254740",
  "Nats-Time-Stamp: 2026-02-09T14:55:01.123456789Z",
];

describe("the headers of a direct get", () => {
  test("of a single message", () => {
    expect(scanHeaders(block("", ...MESSAGE))).toEqual({
      code: 0,
      seq: 9_007_199_254_740,
      at: Date.UTC(2026, 1, 9, 14, 55, 1, 123),
      subject: "mjwork.heartbeat.Doc-Brown",
      pending: -1,
      lastSeq: -1,
      own: {},
    });
  });

  test("of a message of a batch", () => {
    const headers = scanHeaders(block("", ...MESSAGE, "Nats-Num-Pending: 17", "Nats-Last-Sequence: 41"));
    expect(headers).toMatchObject({ pending: 17, lastSeq: 41 });
  });

  test.each([
    [" 404 Message Not Found", 404],
    [" 408 Empty Request", 408],
    [" 503", 503],
  ])("of the status%s", (status, code) => {
    expect(scanHeaders(block(status))).toMatchObject({ code, seq: 0 });
  });

  test("of the end of a batch", () => {
    const end = scanHeaders(block(" 204 EOB", "Nats-Num-Pending: 3", "Nats-Last-Sequence: 99"));
    expect(end).toMatchObject({ code: 204, seq: 0, pending: 3, lastSeq: 99 });
  });

  test("of a message that wears the server's names itself: the server's come last and count", () => {
    const forged = ["Nats-Sequence: 1", "Nats-Subject: mjwork.heartbeat.victim", "Nats-Num-Pending: 0", "Own: kept"];
    const headers = scanHeaders(block(" 404 Message Not Found", ...forged, ...MESSAGE, "Nats-Num-Pending: 5"));
    expect(headers).toMatchObject({ seq: 9_007_199_254_740, subject: "mjwork.heartbeat.Doc-Brown", pending: 5 });
    expect(headers.own).toEqual({ Own: "kept" });
  });

  test("the publisher's own are kept, colons, empty values and odd names included", () => {
    const own = ownHeaders(block("", "Nats-Msg-Id: 7", "A: b:c", "Empty:", "__proto__: x"));
    expect(Object.entries(own)).toEqual([
      ["Nats-Msg-Id", "7"],
      ["A", "b:c"],
      ["Empty", ""],
      ["__proto__", "x"],
    ]);
    expect(ownHeaders(null)).toEqual({});
  });

  test("what is cut off or no header at all is read without a throw", () => {
    const whole = block("", ...MESSAGE);
    for (let end = 0; end <= whole.length; end += 1) {
      expect(scanHeaders(whole.subarray(0, end)).seq).toBeLessThanOrEqual(9_007_199_254_740);
    }
    expect(scanHeaders(new Uint8Array(0))).toMatchObject({ code: 0, seq: 0 });
    expect(scanHeaders(new Uint8Array([13, 10, 13, 10, 58]))).toMatchObject({ seq: 0 });
  });
});

describe("times as servers write them", () => {
  test.each([
    ["2026-02-09T14:55:01Z", Date.UTC(2026, 1, 9, 14, 55, 1)],
    ["2026-02-09T14:55:01.5Z", Date.UTC(2026, 1, 9, 14, 55, 1, 500)],
    ["2026-02-09T14:55:01.999999999Z", Date.UTC(2026, 1, 9, 14, 55, 1, 999)],
    ["2026-02-09T15:55:01.25+01:00", Date.UTC(2026, 1, 9, 14, 55, 1, 250)],
    ["2026-02-09T09:25:01-05:30", Date.UTC(2026, 1, 9, 14, 55, 1)],
    ["2024-02-29T23:59:59.001Z", Date.UTC(2024, 1, 29, 23, 59, 59, 1)],
  ])("%s", (text, at) => {
    expect(parseStreamTime(text)).toBe(at);
  });

  test.each(["", "yesterday", "2026-02-09", "2026-0x-09T14:55:01Z"])("%j is no time", (text) => {
    expect(parseStreamTime(text)).toBeNaN();
  });
});
