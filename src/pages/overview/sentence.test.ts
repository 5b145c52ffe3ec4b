import { describe, expect, test } from "vitest";
import { overviewSentence } from "./sentence.ts";
import { agentFixture, FIXTURE_AT } from "#model/agent-fixture.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { Connection } from "#model/connection.ts";
import { emptyView } from "#model/empty-view.ts";
import { tallyFleet } from "#model/fleet-tally.ts";
import { judgedAt, seenAt } from "#model/sight.ts";
import type { FleetView } from "#model/view.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

const NOW = FIXTURE_AT + 10 * SECOND_MS;
const URL_TRIED = "ws://127.0.0.1:9222";
const LIVE: Connection = {
  state: "live",
  since: NOW,
  server: { name: "demo", version: "2.15.1", url: URL_TRIED, cluster: null },
  rttMs: 3,
};

function viewOf(agents: AgentFacts[], over: Partial<FleetView> = {}): FleetView {
  return {
    ...emptyView(),
    connection: LIVE,
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: NOW - 6 * HOUR_MS, completeSince: NOW - 6 * HOUR_MS, doneRatio: 1, complete: true },
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    newestAt: FIXTURE_AT,
    ...over,
  };
}

/** The sentence as it is read, its alarms in brackets. */
function read(view: FleetView, blind: string | null = null): string {
  const seen = seenAt(view, NOW);
  const parts = overviewSentence({
    view,
    seen,
    blind,
    zone: "UTC",
    ...tallyFleet(view.agents.values(), judgedAt(view, NOW)),
  });
  return parts
    .map((part) => (typeof part === "string" ? part : part.alarm ? `[${part.alarm}: ${part.text}]` : part.text))
    .join("")
    .replaceAll("\u00A0", " ");
}

function links(view: FleetView): string[] {
  const parts = overviewSentence({
    view,
    seen: seenAt(view, NOW),
    blind: null,
    ...tallyFleet(view.agents.values(), judgedAt(view, NOW)),
  });
  return parts.flatMap((part) => (typeof part === "string" || part.href === undefined ? [] : [part.href]));
}

const many = (count: number, facts: Partial<AgentFacts> = {}) =>
  Array.from({ length: count }, (_, index) => agentFixture({ id: `agent-${index}`, ...facts }));

test("nobody is not the same as nobody who may be seen", () => {
  expect(read(viewOf([]), "may not subscribe to mjwork.>")).toBe(
    "[warning: No agent can be seen]: may not subscribe to mjwork.>.",
  );
  expect(read(viewOf(many(2)), "no stream")).toContain("2 agents were known then.");
});

describe("a whole view", () => {
  test("all on time", () => {
    expect(read(viewOf(many(24)))).toBe("All 24 agents on time.");
    expect(read(viewOf(many(1)))).toBe("The one agent is on time.");
  });

  test("one silent while it holds a task is named, with the task", () => {
    const doc = agentFixture({ id: "Doc-Brown", lastBeatAt: NOW - 5 * MINUTE_MS, currentTask: "42" });
    const view = viewOf([...many(23), doc]);
    expect(read(view)).toBe("[critical: 1 of 24 agents silent] since 11:56: Doc-Brown, holding task 42.");
    expect(links(view)).toEqual(["#/agents?state=silent", "#/agents/Doc-Brown"]);
  });

  test("many silent are one clause, with the first moment", () => {
    const silent = many(17, { lastBeatAt: NOW - 5 * MINUTE_MS, currentTask: "t" });
    const quiet = agentFixture({ id: "quiet", lastBeatAt: NOW - 10 * MINUTE_MS });
    expect(read(viewOf([...silent, quiet, agentFixture()]))).toBe(
      "[critical: 18 of 19 agents silent], the first since 11:51, 17 of them holding a task.",
    );
  });

  test("late, flapping, approval and recovering have their own words", () => {
    const view = viewOf([
      ...many(2),
      agentFixture({ id: "l", lastBeatAt: NOW - 50 * SECOND_MS }),
      agentFixture({ id: "f", changesAt: [1, 2, 3, 4].map((minutes) => NOW - minutes * MINUTE_MS) }),
      agentFixture({ id: "jen", needsApproval: true }),
      agentFixture({ id: "back", onTimeSinceSilence: 1 }),
    ]);
    expect(read(view)).toBe(
      "[warning: 1 of 6 agents late]. [warning: 1 flapping]. [notice: jen waits for a person]. 1 recovering.",
    );
  });

  test("signed off and gone are nobody's alarm", () => {
    const off = agentFixture({ id: "off", status: "offline" });
    const gone = agentFixture({ id: "gone", lastBeatAt: NOW - 3 * DAY_MS });
    expect(read(viewOf([...many(3), off, gone]))).toBe("All 3 agents on time.");
    expect(read(viewOf([off, gone]))).toBe("No agent is up: 1 signed off, 1 gone.");
  });

  test("a long free text in place of a task is cut", () => {
    const text = "Converting the whole resume archive to markdown and checking each of the links by hand";
    const view = viewOf([agentFixture({ lastBeatAt: NOW - 5 * MINUTE_MS, currentTask: text })]);
    expect(read(view)).toBe(
      "[critical: The one agent is silent] since 11:56: alice, " +
        "holding task Converting the whole resume archive to markdown and checkin….",
    );
  });
});

describe("never a wrong green", () => {
  test("connecting", () => {
    const view = viewOf([], { ...emptyView(), connection: connecting(URL_TRIED) });
    expect(read(view)).toBe("[unknown: Connecting to ws://127.0.0.1:9222.]");
    expect(read(viewOf([], { ...emptyView(), connection: connecting("") }))).toBe("[unknown: Connecting.]");
  });

  test("no agent, past read or not", () => {
    expect(read(viewOf([]))).toBe("[unknown: No agent seen so far.]");
    const reading = { wantedSince: null, completeSince: null, doneRatio: 0.1, complete: false };
    expect(read(viewOf([], { history: reading }))).toBe("[unknown: Reading the past: no agent seen so far.]");
  });

  test("reading the past says how far it is", () => {
    const history = {
      wantedSince: NOW - 6 * HOUR_MS,
      completeSince: FIXTURE_AT - HOUR_MS,
      doneRatio: 0.4,
      complete: false,
    };
    expect(read(viewOf(many(2), { history }))).toBe("All 2 agents on time. Reading the past: complete since 11:00.");
  });

  test("without a clock nobody is judged", () => {
    expect(read(viewOf(many(2), { clock: null }))).toBe(
      "[unknown: 2 agents] known; nobody is judged before the server's clock is known.",
    );
  });

  test("a lost, stale or refused view says nothing of how agents stand", () => {
    const states: Connection[] = [
      { state: "lost", since: FIXTURE_AT, url: URL_TRIED, attempt: 1, nextTryAt: null, reason: "closed" },
      { state: "stale", since: FIXTURE_AT, server: { name: "demo", version: "2.15.1", url: URL_TRIED, cluster: null } },
      {
        state: "refused",
        since: FIXTURE_AT,
        url: URL_TRIED,
        attempt: 1,
        nextTryAt: null,
        refusal: { kind: "authorization" },
      },
    ];
    for (const connection of states) {
      const text = read(viewOf(many(24), { connection, sight: { state: "lost", since: FIXTURE_AT } }));
      expect(text).toContain("[unknown: No view of the fleet]");
      expect(text).toContain("24 agents were known then.");
      expect(text).not.toMatch(/on time|silent|late/);
    }
  });

  test("behind or paused: said as of the moment that is seen", () => {
    const asOf = FIXTURE_AT - 2 * MINUTE_MS;
    for (const sight of [{ state: "behind", asOf, ms: 500 } as const, { state: "paused", at: asOf } as const]) {
      expect(read(viewOf(many(2), { sight }))).toBe("As of 11:58: All 2 agents on time.");
    }
  });
});

function connecting(url: string): Connection {
  return { state: "connecting", since: NOW, url, attempt: 1, nextTryAt: null };
}
