import { pressingPanel, stripEntries } from "./alarm-entries.ts";
import type { HeadlineInput } from "./headline.ts";
import { ageWords, headlineOf, isOldData, nextTryWords, noViewSince } from "./headline.ts";
import { fitStrip } from "./strip.ts";
import { agentFixture, FIXTURE_AT } from "../agent-fixture.ts";
import type { AgentFacts } from "../agent.ts";
import { alarmFixture } from "../alarms/alarm-fixture.ts";
import { tallyFleet } from "../fleet-tally.ts";
import { MINUTE_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

const NOW = FIXTURE_AT + 5_000;
const SERVER = { name: "demo", version: "2.15.1", url: "ws://x:1", cluster: null };

function silent(id: string): AgentFacts {
  return agentFixture({ id, lastBeatAt: FIXTURE_AT - 5 * MINUTE_MS });
}

function input(agents: readonly AgentFacts[], over: Partial<HeadlineInput> = {}): HeadlineInput {
  return {
    connection: { state: "live", since: NOW, server: SERVER, rttMs: 1 },
    sight: { state: "whole" },
    trouble: null,
    tally: tallyFleet(agents, NOW).tally,
    stuckTasks: 0,
    otherCritical: 0,
    blind: null,
    historyComplete: true,
    seen: NOW,
    now: NOW,
    zone: "UTC",
    ...over,
  };
}

const plain = (texts: readonly string[]): string[] => texts.map((text) => text.replaceAll("\u00A0", " "));

describe("the headline", () => {
  it("says that all is well only where it is seen to be", () => {
    expect(headlineOf(input([agentFixture(), agentFixture({ id: "bob" })]))).toMatchObject({ look: "quiet" });
    expect(plain(headlineOf(input([agentFixture(), agentFixture({ id: "bob" })])).variants)[0]).toBe(
      "All 2 agents on time",
    );
    expect(headlineOf(input([]))).toEqual({
      look: "unknown",
      variants: ["Connected: no agent seen so far", "No agent so far"],
    });
    expect(headlineOf(input([], { historyComplete: false })).variants[0]).toMatch(/^Reading the past/u);
    expect(headlineOf(input([agentFixture()], { blind: "forbidden" })).look).toBe("warning");
  });

  it("leads with the worst, in its look, and in fewer and fewer words", () => {
    const late = agentFixture({ id: "late", lastBeatAt: FIXTURE_AT - 60_000 });
    const { look, variants } = headlineOf(input([silent("doc"), late, agentFixture()], { stuckTasks: 2 }));
    expect(look).toBe("critical");
    expect(variants[0]).toBe("1 of 3 silent, 1 late, 2 tasks stuck");
    expect(variants.at(-1)).toBe("1 silent");
  });

  it("keeps what is well beside what is only a notice", () => {
    const asks = agentFixture({ needsApproval: true });
    expect(plain(headlineOf(input([asks, agentFixture({ id: "bob" })])).variants)[0]).toBe(
      "All 2 agents on time, 1 waits for a person",
    );
  });

  it("says since when there is no view, and when it is tried again", () => {
    const since = NOW - 90_000;
    const lost = input([agentFixture()], {
      connection: { state: "lost", since, url: "x", attempt: 1, nextTryAt: NOW + 2_500, reason: "closed" },
      sight: { state: "lost", since },
    });
    expect(noViewSince(lost)).toBe(since);
    expect(plain(headlineOf(lost).variants)[0]).toBe("No view since 11:58:35");
    expect(nextTryWords(lost).replaceAll("\u00A0", " ")).toBe("next try in 3 s");
    expect(headlineOf(lost).look).toBe("unknown");
    expect(noViewSince(input([], { trouble: { since, nextTryAt: null } }))).toBe(since);
    expect(noViewSince(input([]))).toBeNull();
  });

  it.each([
    [400, "data 0.4 s ago"],
    [59_000, "data 59 s ago"],
    [252_000, "data 4 min ago"],
    [7_900_000, "data 2 h ago"],
  ])("says in one unit how old the data is: %i ms", (ageMs, words) => {
    expect(plain([ageWords(ageMs)])).toEqual([words]);
  });

  it("calls data old where somebody should have been heard of since", () => {
    expect(isOldData(44_000, 30_000, 1.5)).toBe(false);
    expect(isOldData(46_000, 30_000, 1.5)).toBe(true);
    expect(isOldData(9_000, 1_000, 1.5)).toBe(false);
    expect(isOldData(1e9, null, 1.5)).toBe(false);
  });
});

describe("the exception strip", () => {
  const { exceptions } = tallyFleet([silent("doc"), agentFixture({ id: "jen", needsApproval: true })], NOW);

  it("has everybody once: the alarm of an agent that stands there itself is not said again", () => {
    const alarms = [
      alarmFixture({ key: "agent-silent/doc" }),
      alarmFixture({ key: "view-lost", rule: "view-lost", link: { kind: "view" } }),
      alarmFixture({
        key: "queue-depth",
        rule: "queue-depth",
        subject: "queue",
        link: { kind: "tasks", state: "available" },
      }),
      alarmFixture({ key: "agent-silent/kim", subject: "kim", link: { kind: "agent", id: "kim" } }),
    ];
    expect(stripEntries(exceptions, alarms).map(({ key }) => key)).toEqual([
      "alarm queue-depth",
      "alarm agent-silent/kim",
      "agent doc",
      "agent jen",
    ]);
  });

  it("knows who is cared for", () => {
    const care = { state: "acknowledged", at: NOW, reason: null } as const;
    const entries = stripEntries(exceptions, [alarmFixture({ care })]);
    expect(entries.map(({ key, caredFor }) => [key, caredFor])).toEqual([
      ["agent doc", true],
      ["agent jen", false],
    ]);
  });

  it("has the most pressing in its places and counts the rest", () => {
    const entries = stripEntries(
      tallyFleet([agentFixture({ id: "a", needsApproval: true }), silent("b"), silent("c")], NOW).exceptions,
      [],
    );
    const fitted = fitStrip(entries, 3);
    expect(fitted.shown.map(({ subject }) => subject)).toEqual(["b", "c"]);
    expect(fitted).toMatchObject({ more: 1, moreLook: "notice" });
    expect(fitStrip(entries, 1)).toMatchObject({ shown: [], more: 3, moreLook: "critical" });
    expect(fitStrip([], 4)).toMatchObject({ shown: [], more: 0 });
  });
});

describe("the page of a pressing alarm", () => {
  const old = alarmFixture({ raisedAt: 1 });
  const stream = alarmFixture({ key: "s", rule: "stream-fill", raisedAt: 2, link: { kind: "stream", name: "x" } });

  it("is that of the one raised last, or the alarms' own where its panel is not shown", () => {
    expect(pressingPanel([old, stream], ["fleet", "streams"])).toBe("streams");
    expect(pressingPanel([old, stream], ["fleet", "alarms"])).toBe("alarms");
    expect(pressingPanel([old, stream], ["fleet", "queue"])).toBe("fleet");
    expect(pressingPanel([], ["fleet"])).toBeNull();
  });

  it("is none where it is acknowledged, over, a warning, or about our own view", () => {
    const acknowledged = { ...old, care: { state: "acknowledged", at: 1, reason: null } as const };
    const view = alarmFixture({ rule: "view-lost", link: { kind: "view" } });
    const quiet = [
      acknowledged,
      { ...old, state: "recovering" as const },
      { ...old, severity: "warning" as const },
      view,
    ];
    expect(pressingPanel(quiet, ["fleet", "alarms"])).toBeNull();
  });
});
