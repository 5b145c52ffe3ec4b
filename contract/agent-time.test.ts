import { describe, expect, test } from "vitest";
import { assert, date, nat, pre, property, string } from "fast-check";
import { parseAgentTime, skew } from "./agent-time.ts";

const NOON_MS = Date.UTC(2026, 1, 9, 12, 0, 0);

describe("parseAgentTime", () => {
  test.each([
    ["2026-02-09T12:00:00Z", 0, "given"],
    ["2026-02-09T12:00:00.250Z", 250, "given"],
    ["2026-02-09t12:00:00z", 0, "given"],
    ["2026-02-09T12:00:00.123456", 123, "none"],
    ["2026-02-09 12:00", 0, "none"],
    ["2026-02-09T14:00:00+02:00", 0, "given"],
    ["2026-02-09T14:00:00.5+0200", 500, "given"],
    ["2026-02-09T17:45:00+05:45", 0, "given"],
    ["2026-02-09T04:00:00-08", 0, "given"],
    ["2024-02-29T12:00:00Z", Date.UTC(2024, 1, 29, 12) - NOON_MS, "given"],
    [" 2026-02-09T12:00:00,5Z ", 500, "given"],
  ])("%s", (text, afterNoonMs, zone) => {
    expect(parseAgentTime(text)).toEqual({ ms: NOON_MS + afterNoonMs, zone });
  });

  test.each([
    "",
    "yesterday",
    "2026-02-09",
    "12:00:00",
    "1770638400",
    "2026-02-31T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-02-09T24:30:00Z",
    "2026-02-09T12:60:00Z",
    "2026-02-09T12:00:60Z",
    "2026-02-09T12:00:00+15:00",
    "2026-02-09T12:00:00+02:75",
    "2026-02-09T12:00:00 CET",
    "Mon Feb  9 12:00:00 2026",
  ])("refuses %j", (text) => {
    expect(parseAgentTime(text)).toBeNull();
  });

  test("reads back what toISOString writes", () => {
    const from = new Date("0000-01-01T00:00:00Z");
    const to = new Date("9999-12-31T23:59:59Z");
    assert(
      property(date({ min: from, max: to, noInvalidDate: true }), (written) => {
        // Date.UTC reads years 0 to 99 as 1900 to 1999; no agent lives there.
        pre(written.getUTCFullYear() > 99);
        expect(parseAgentTime(written.toISOString())).toEqual({ ms: written.getTime(), zone: "given" });
      }),
    );
  });

  test("answers whatever one character of a time is turned into", () => {
    const written = "2026-02-09T12:00:00.123+02:00";
    assert(
      property(nat(written.length - 1), string({ maxLength: 3 }), (at, put) => {
        const time = parseAgentTime(written.slice(0, at) + put + written.slice(at + 1));
        expect(time === null || Number.isFinite(time.ms)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

function ahead(ms: number): string {
  return new Date(NOON_MS + ms).toISOString();
}

describe("skew", () => {
  test.each([
    ["the same moment", ahead(0), { kind: "none" }],
    ["what publishing takes", ahead(-9_999), { kind: "none" }],
    ["a zone-less text in UTC", "2026-02-09T11:59:59.123456", { kind: "none" }],
    ["a zone-less text in Berlin", "2026-02-09T13:00:01", { kind: "zone", hours: 1 }],
    ["a zone-less text in New York", "2026-02-09T06:59:30", { kind: "zone", hours: -5 }],
    ["India's half hour", "2026-02-09T17:30:00", { kind: "zone", hours: 5.5 }],
    ["Nepal's three quarters", "2026-02-09T17:45:00", { kind: "zone", hours: 5.75 }],
    ["a quarter of an hour, which is no zone", ahead(900_000), { kind: "skew", ms: 900_000 }],
    ["three quarters of an hour", ahead(2_700_000), { kind: "zone", hours: 0.75 }],
    ["an hour and a minute at most", ahead(3_660_000), { kind: "zone", hours: 1 }],
    ["an hour and more than a minute", ahead(3_660_001), { kind: "skew", ms: 3_660_001 }],
    ["seven minutes ahead", ahead(437_000), { kind: "skew", ms: 437_000 }],
    ["a day behind", ahead(-86_400_000), { kind: "skew", ms: -86_400_000 }],
    ["the zone beyond the last one", ahead(15 * 3_600_000), { kind: "skew", ms: 15 * 3_600_000 }],
    ["no time at all", "soon", { kind: "unreadable" }],
  ])("%s", (_what, agentTime, expected) => {
    expect(skew(agentTime, NOON_MS)).toEqual(expected);
  });
});
