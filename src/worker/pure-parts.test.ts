import { describe, expect, test } from "vitest";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import { ClockEstimate } from "./clock-offset.ts";
import { uncaptured } from "./discover.ts";
import { Doorbell } from "./doorbell.ts";
import { forgets } from "./forgets.ts";
import { Lag } from "./lag.ts";
import { Ledger } from "./ledger.ts";
import { PastPlan } from "./past-plan.ts";
import { PING_EVERY_MS, PingWatch } from "./ping.ts";
import { isMixedContent, refusalOf } from "./refusal.ts";
import { atLeast, readVersion } from "./session.ts";
import { bellSubjects } from "./bell-subjects.ts";
import { collide, covers } from "#contract/subject-filter.ts";
import { mayPublish } from "./user-info.ts";

describe("the server's clock", () => {
  const MINUTE = 60_000;

  test.each([0, 10 * MINUTE, -10 * MINUTE])("is found from a question, wherever ours stands (%d ms)", (apart) => {
    const clock = new ClockEstimate();
    const told = clock.sample({
      source: "stream-info",
      serverAt: 1_000_010 + apart,
      askedAt: 1_000_000,
      answeredAt: 1_000_020,
    });
    expect(told).toBe(true);
    expect(clock.clock).toEqual({ offsetMs: apart, plusMinusMs: 10, source: "stream-info", jump: null });
  });

  test("a quicker answer counts for more, a slower one for nothing", () => {
    const clock = new ClockEstimate();
    clock.sample({ source: "stream-info", serverAt: 5_100, askedAt: 5_000, answeredAt: 5_100 });
    expect(clock.sample({ source: "stream-info", serverAt: 6_002, askedAt: 6_000, answeredAt: 6_004 })).toBe(true);
    expect(clock.clock).toMatchObject({ offsetMs: 0, plusMinusMs: 2 });
    expect(clock.sample({ source: "stream-info", serverAt: 7_400, askedAt: 7_000, answeredAt: 7_800 })).toBe(false);
    expect(clock.clock).toMatchObject({ offsetMs: 0, plusMinusMs: 2 });
  });

  test("drift is followed: an old sample gives way", () => {
    const clock = new ClockEstimate();
    clock.sample({ source: "stream-info", serverAt: 5_001, askedAt: 5_000, answeredAt: 5_002 });
    const later = 5_000 + 10 * MINUTE;
    expect(clock.sample({ source: "stream-info", serverAt: later + 41, askedAt: later, answeredAt: later + 10 })).toBe(
      true,
    );
    expect(clock.clock).toMatchObject({ offsetMs: 36, jump: null });
  });

  test.each([60_000, -60_000, 2_500])("a jump by %d ms is followed at once and said", (byMs) => {
    const clock = new ClockEstimate();
    clock.sample({ source: "stream-info", serverAt: 5_001, askedAt: 5_000, answeredAt: 5_002 });
    expect(clock.sample({ source: "stream-info", serverAt: 9_100 + byMs, askedAt: 9_000, answeredAt: 9_200 })).toBe(
      true,
    );
    expect(clock.clock).toMatchObject({ offsetMs: byMs, jump: { at: 9_200, byMs } });
    // It stays said, while the estimate is refined.
    clock.sample({ source: "stream-info", serverAt: 9_301 + byMs, askedAt: 9_300, answeredAt: 9_302 });
    expect(clock.clock).toMatchObject({ plusMinusMs: 1, jump: { byMs } });
  });

  test("a slow answer is no jump", () => {
    const clock = new ClockEstimate();
    clock.sample({ source: "stream-info", serverAt: 5_001, askedAt: 5_000, answeredAt: 5_002 });
    clock.sample({ source: "stream-info", serverAt: 9_001, askedAt: 9_000, answeredAt: 15_000 });
    expect(clock.clock).toMatchObject({ offsetMs: 0, jump: null });
  });

  test("live messages bound it from below where nobody tells the time, and give way to whoever does", () => {
    const clock = new ClockEstimate();
    clock.live(1_000, 1_300);
    clock.live(2_000, 2_020);
    clock.live(3_000, 3_900);
    expect(clock.clock).toMatchObject({ offsetMs: -20, source: "live-messages" });
    clock.sample({ source: "varz", serverAt: 5_020, askedAt: 5_000, answeredAt: 5_020 });
    expect(clock.clock).toMatchObject({ offsetMs: 10, source: "varz", jump: null });
    expect(clock.live(9_000_000, 6_000)).toBe(false);
  });

  test("an unreadable time is no sample", () => {
    const clock = new ClockEstimate();
    expect(clock.sample({ source: "varz", serverAt: Number.NaN, askedAt: 1, answeredAt: 2 })).toBe(false);
    expect(clock.clock).toBeNull();
  });
});

describe("the doorbell", () => {
  test("the first ring fetches at once, the next ones at the pace", () => {
    const bell = new Doorbell();
    expect(bell.nextFetchAt()).toBeNull();
    bell.ring(1_000);
    expect(bell.nextFetchAt()).toBeLessThanOrEqual(1_000);
    bell.fetchStarted(1_000);
    bell.ring(1_001);
    bell.fetchEnded(1_003, 2);
    expect(bell.owed).toBe(0);
    expect(bell.nextFetchAt()).toBe(1_025);
  });

  test("a fetch that brings less than rang is tried again at growing distances, and then left to the sweep", () => {
    const bell = new Doorbell();
    bell.ring(0);
    const waits: number[] = [];
    let now = 0;
    for (let tries = 0; tries < 100; tries += 1) {
      bell.fetchStarted(now);
      bell.fetchEnded(now, 0);
      const next = bell.nextFetchAt();
      if (next === null) break;
      waits.push(next - now);
      now = next;
    }
    expect(waits.slice(0, 5)).toEqual([15, 30, 60, 100, 100]);
    expect(now).toBeGreaterThanOrEqual(1_000);
    expect(now).toBeLessThan(1_200);
    expect(bell.owed).toBe(0);
  });

  test("where nobody looks more often than twice a second, fetches are as far apart, retries too; the first is at once", () => {
    const bell = new Doorbell();
    bell.ring(0);
    expect(bell.nextFetchAt(500)).toBeLessThanOrEqual(0);
    bell.fetchStarted(0);
    bell.ring(3);
    bell.ring(4);
    bell.fetchEnded(5, 1);
    expect(bell.nextFetchAt(500)).toBe(500);
    expect(bell.nextFetchAt()).toBe(20);
  });

  test("a refused fetch waits, whoever rings", () => {
    const bell = new Doorbell();
    bell.ring(0);
    bell.fetchStarted(0);
    bell.fetchEnded(5, 0);
    bell.holdOff(5, 250);
    bell.ring(6);
    bell.fetchStarted(255);
    bell.fetchEnded(256, 5);
    expect(bell.nextFetchAt()).toBeNull();
  });
});

describe("the plan of the past", () => {
  test("newest first, in chunks, whole back to the last unbroken one", () => {
    const plan = new PastPlan();
    plan.want(1, 12_000);
    const a = plan.take();
    const b = plan.take();
    const c = plan.take();
    expect([a, b, c, plan.take()]).toEqual([
      { from: 7_001, to: 12_000 },
      { from: 2_001, to: 7_000 },
      { from: 1, to: 2_000 },
      null,
    ]);
    if (a === null || b === null || c === null) throw new Error("three chunks");
    plan.finish(b, 500);
    expect(plan.wholeSince).toBeNull();
    plan.finish(a, 900);
    expect(plan.wholeSince).toBe(500);
    expect(plan.complete).toBe(false);
    expect(plan.doneRatio).toBeCloseTo(10_000 / 12_000);
    plan.finish(c, null);
    expect(plan.complete).toBe(true);
    expect(plan.wholeSince).toBe(500);
  });

  test("what was not read is given back, and what is gone is not wanted", () => {
    const plan = new PastPlan();
    plan.want(1, 4_000);
    const range = plan.take();
    if (range === null) throw new Error("a chunk");
    plan.giveBack(range, { from: 1_500, to: 4_000 }, 100);
    expect(plan.take()).toEqual({ from: 1_500, to: 4_000 });
    const purged = new PastPlan();
    purged.want(1, 9_000);
    purged.take();
    purged.notBelow(3_000);
    expect(purged.take()).toEqual({ from: 3_000, to: 4_000 });
    const empty = new PastPlan();
    empty.want(5, 4);
    expect([empty.complete, empty.doneRatio]).toEqual([true, 1]);
  });
});

describe("how far behind", () => {
  test("an ordinary fetch is not behind; a late one is, until it caught up", () => {
    const lag = new Lag();
    lag.known(100, 0);
    expect(lag.behind(101, 5_000)).toBeNull();
    lag.known(150, 5_000);
    expect(lag.behind(101, 5_500)).toBeNull();
    lag.known(400, 6_000);
    expect(lag.behind(101, 7_000)).toEqual({ messages: 300, ms: 2_000 });
    // Half-way: measured from when the first unread one was known.
    expect(lag.behind(151, 7_500)).toEqual({ messages: 250, ms: 1_500 });
    expect(lag.behind(401, 8_000)).toBeNull();
  });

  test("a deleted tail is settled by the leader, and news after it counts again", () => {
    const lag = new Lag();
    lag.known(10, 0);
    expect(lag.waitsLong(8, 1_000)).toBe(false);
    expect(lag.waitsLong(8, 2_000)).toBe(true);
    lag.settled(10);
    expect(lag.behind(8, 9_000)).toBeNull();
    lag.known(12, 9_000);
    expect(lag.behind(8, 11_000)).toMatchObject({ ms: 2_000 });
  });
});

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe("the ledger", () => {
  test("each copy is met once, equal ones as often as they passed", () => {
    const ledger = new Ledger();
    ledger.add("a.b", bytes("x"));
    ledger.add("a.b", bytes("x"));
    expect(ledger.takeOut("a.b", bytes("y"))).toBe(false);
    expect(ledger.takeOut("a.c", bytes("x"))).toBe(false);
    expect([1, 2, 3].map(() => ledger.takeOut("a.b", bytes("x")))).toEqual([true, true, false]);
  });

  test("what passed long ago is forgotten", () => {
    const ledger = new Ledger();
    ledger.add("a", bytes("x"));
    for (let i = 0; i < 3; i += 1) ledger.turn();
    expect(ledger.takeOut("a", bytes("x"))).toBe(true);
    ledger.add("a", bytes("x"));
    for (let i = 0; i < 4; i += 1) ledger.turn();
    expect(ledger.takeOut("a", bytes("x"))).toBe(false);
  });
});

describe("the link", () => {
  test("is alive while anything comes, silent after one tick without, dead after two", () => {
    const watch = new PingWatch(0);
    watch.heard(10);
    expect(watch.tick(PING_EVERY_MS)).toEqual({ state: "alive" });
    expect(watch.tick(2 * PING_EVERY_MS)).toEqual({ state: "silent", since: 10 });
    expect(watch.tick(3 * PING_EVERY_MS)).toEqual({ state: "dead" });
  });

  test("an answer in between makes it alive again, and our own sleep kills nothing", () => {
    const watch = new PingWatch(0);
    watch.tick(PING_EVERY_MS);
    watch.heard(PING_EVERY_MS + 1);
    expect(watch.tick(2 * PING_EVERY_MS)).toEqual({ state: "alive" });
    expect(watch.tick(3_600_000)).toEqual({ state: "alive" });
  });
});

describe("refusals", () => {
  test.each([
    ["ws://nats.example:9222", true, true],
    ["wss://nats.example:9222", true, false],
    ["ws://127.0.0.1:9222", true, false],
    ["ws://localhost:9222", true, false],
    ["ws://[::1]:9222", true, false],
    ["ws://nats.example:9222", false, false],
    ["nonsense", true, false],
  ])("%s from https: %s is mixed content: %s", (url, https, mixed) => {
    expect(isMixedContent(url, https)).toBe(mixed);
  });

  test("a wrong login is told from what cannot be known", () => {
    expect(refusalOf("AUTHORIZATION_VIOLATION", true)).toEqual({ kind: "authorization" });
    expect(refusalOf("UNKNOWN_ERROR", true)).toEqual({ kind: "unexplained", answersHttp: true });
    expect(refusalOf("CONNECTION_REFUSED", false)).toEqual({ kind: "unexplained", answersHttp: false });
  });
});

describe("subjects", () => {
  test.each([
    ["a.>", "a.b.c", true],
    ["a.>", "a", false],
    ["a.*", "a.b", true],
    ["a.*", "a.b.c", false],
    ["*.b", "a.>", true],
    ["a.b", "a.c", false],
    [">", "x", true],
  ])("%s and %s collide: %s", (a, b, expected) => {
    expect([collide(a, b), collide(b, a)]).toEqual([expected, expected]);
  });

  test.each([
    ["a.>", "a.b.>", true],
    ["a.>", "a.*", true],
    ["a.b.>", "a.>", false],
    ["a.*", "a.>", false],
    ["a.*", "a.b", true],
    ["a.b", "a.*", false],
    ["a.b", "a.b", true],
    ["a.b.c", "a.b", false],
    ["a.>", "a", false],
  ])("%s covers %s: %s", (outer, inner, expected) => {
    expect(covers(outer, inner)).toBe(expected);
  });

  test("the bells of a stream are what it captures of what is wanted", () => {
    const wanted = ["mjwork.>", "agog.deliverables.>"];
    expect(bellSubjects(["mjwork.>"], wanted)).toEqual(["mjwork.>"]);
    expect(bellSubjects([">"], wanted)).toEqual(wanted);
    expect(bellSubjects(["mjwork.heartbeat.*", "other.>"], wanted)).toEqual(["mjwork.heartbeat.*"]);
  });

  test("what no stream captures is heard plainly, quietly where it is only a part", () => {
    const wanted = ["mjwork.>", "agog.deliverables.>"];
    expect(uncaptured(wanted, [{ subjects: ["mjwork.>"] }, { subjects: ["agog.>"] }], "no-stream")).toEqual([]);
    expect(uncaptured(wanted, [{ subjects: ["mjwork.tasks.*"] }], "no-stream")).toEqual([
      { subject: "mjwork.>", except: ["mjwork.tasks.*"], reason: "no-stream", quiet: true },
      { subject: "agog.deliverables.>", except: [], reason: "no-stream", quiet: false },
    ]);
  });
});

describe("what a login may write", () => {
  test.each([
    [null, true],
    [{ allow: [], deny: [] }, true],
    [{ allow: [">"], deny: [] }, true],
    [{ allow: ["mjwork.heartbeat.*"], deny: [] }, true],
    [{ allow: ["$JS.API.STREAM.INFO.*"], deny: [] }, false],
    [{ allow: [], deny: [">"] }, false],
    [{ allow: [">"], deny: ["mjwork.>", "agog.>"] }, false],
    [{ allow: ["mjwork.errors"], deny: ["mjwork.*"] }, false],
  ])("%j: %s", (rule, expected) => {
    expect(mayPublish(rule, DEFAULT_PREFIXES)).toBe(expected);
  });
});

describe("small readings", () => {
  test.each([
    ["2.9.10", [2, 9]],
    ["2.15.1-RC.2", [2, 15]],
    ["v?", [2, 9]],
  ])("version %s", (text, version) => {
    expect(readVersion(text)).toEqual(version);
  });

  test("batches exist from 2.11 on", () => {
    expect(
      [
        [2, 10],
        [2, 11],
        [3, 0],
      ].map(([major = 0, minor = 0]) => atLeast([major, minor], 2, 11)),
    ).toEqual([false, true, true]);
  });

  test.each([
    [{ retention: "limits", maxMsgsPerSubject: -1, maxMsgs: -1 }, false],
    [{ retention: "limits", maxMsgsPerSubject: -1, maxMsgs: 10_000 }, false],
    [{ retention: "workqueue", maxMsgsPerSubject: -1, maxMsgs: -1 }, true],
    [{ retention: "interest", maxMsgsPerSubject: -1, maxMsgs: -1 }, true],
    [{ retention: "limits", maxMsgsPerSubject: 1, maxMsgs: -1 }, true],
    [{ retention: "limits", maxMsgsPerSubject: 1_000, maxMsgs: -1 }, false],
    [{ retention: "limits", maxMsgsPerSubject: -1, maxMsgs: 100 }, true],
  ])("%j forgets: %s", (info, expected) => {
    expect(forgets(info)).toBe(expected);
  });
});
