/** For tests: a wall that shows one fixed view. */
import { App } from "../../app.tsx";
import { createAppRouter } from "../../routes.tsx";
import { agentFixture } from "#model/agent-fixture.ts";
import type { AgentFacts } from "#model/agent.ts";
import { alarmFixture } from "#model/alarms/alarm-fixture.ts";
import type { Alarm } from "#model/alarms/alarm.ts";
import { emptyView } from "#model/empty-view.ts";
import { serverFacts } from "#model/server/server-fixture.ts";
import { streamRow } from "#model/streams/stream-list.ts";
import { streamOf } from "#model/streams/stream-fixtures.ts";
import { DEFAULT_THRESHOLDS } from "#model/streams/thresholds.ts";
import type { TaskMinute } from "#model/tasks/tasks-view.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import type { FleetView } from "#model/view.ts";
import type { FixedFeed } from "#store/feed-of-view.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import { observerNow } from "#store/ticker.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import "@fontsource-variable/source-code-pro/wght.css";
import "@fontsource-variable/source-sans-3/wght.css";
import "#ui/base.css";
import { expect } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

export const SERVER = { name: "demo", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };

/** Names of every length, the longest as people do write them. */
const NAMES = [
  "kim",
  "Doc-Brown",
  "Web-Content-Builder-2",
  "a-very-long-agent-name-as-a-generator-makes-them-7f3a9c1d",
];

/**
 * Agents of an hour's interval, so that nobody turns late during a test; every hundredth is silent, every fiftieth asks for a person, and in
 * a small fleet one of each.
 */
export function fleetOfSize(count: number): AgentFacts[] {
  const now = observerNow();
  return Array.from({ length: count }, (_, index) => {
    const name = NAMES[index];
    const id = count > 5_000 ? `scraper-${index}` : (name ?? `agent-${index}`);
    const silent = index % 100 === 2;
    return agentFixture({
      id,
      lastBeatAt: silent ? now - 4 * HOUR_MS : now - 1_000,
      intervalMs: HOUR_MS,
      currentTask: index % 3 === 0 ? "42" : null,
      currentTaskTitle: index % 3 === 0 ? "Convert the landing page to the new style" : null,
      needsApproval: index % 50 === 3,
    });
  });
}

export function wallView(agents: readonly AgentFacts[], over: Partial<FleetView> = {}): FleetView {
  const now = observerNow();
  return {
    ...emptyView(),
    tick: 1,
    connection: { state: "live", since: now - 5 * HOUR_MS, server: SERVER, rttMs: 3 },
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: now - HOUR_MS, completeSince: now - HOUR_MS, doneRatio: 1, complete: true },
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    tasks: busyQueue(now),
    rates: Array.from({ length: 60 }, (_, index) => ({
      at: (Math.floor(now / MINUTE_MS) - 59 + index) * MINUTE_MS,
      counts: { heartbeat: 1_200 + index, errors: index % 7 },
    })),
    sources: [sourceOf("MJ_ONLINE_WORK"), sourceOf("agog_features_research"), sourceOf("agog_features_critique")],
    newestAt: now - 200,
    mayWrite: false,
    ...over,
  };
}

function sourceOf(name: string): FleetView["sources"][number] {
  return {
    name,
    stream: name,
    subjects: [],
    past: "direct-batch",
    live: "doorbell",
    phase: { state: "complete" },
    completeSince: 0,
    tasksPast: "whole",
    agentsKnown: true,
    behind: null,
    advice: null,
    restarts: 0,
    firstSeq: 1,
    lastSeq: 9,
  };
}

function busyQueue(now: number): FleetView["tasks"] {
  const noSpread = { samples: 0, p50: null, p95: null, p99: null };
  const minutes = Array.from({ length: 60 }, (_, index): TaskMinute => ({
    at: (Math.floor(now / MINUTE_MS) - 59 + index) * MINUTE_MS,
    arrived: 3,
    claimed: 2,
    completed: 2,
    failed: 0,
    available: 1_000 + index,
    blocked: 1,
    running: 40,
    oldestWaitingMs: MINUTE_MS,
  }));
  return {
    ...emptyView().tasks,
    counts: { available: 12_345, blocked: 1_234, claimed: 987, completed: 9, failed: 0, unknown: 0 },
    oldestWaiting: { id: "42", title: null, at: now - 27 * HOUR_MS },
    stuck: {
      total: 12,
      worst: [taskFixture({ findings: [{ code: "orphaned", detail: "", since: now - HOUR_MS, agents: ["kim"] }] })],
    },
    figures: {
      minutes,
      flow: {
        overMs: 10 * MINUTE_MS,
        arrivedPerMinute: 812.4,
        claimedPerMinute: 790,
        endedPerMinute: 11,
        netPerMinute: 20,
        trend: { kind: "growing", doubleInMs: HOUR_MS },
      },
      wait: { ...noSpread, samples: 9, p50: 754_000 },
      run: { ...noSpread, samples: 9, p50: 42_000 },
      agents: [],
      priorities: [],
    },
    whole: true,
  };
}

/** Long words in every place that has words. */
export function severeAlarms(): Alarm[] {
  const since = observerNow() - 30 * HOUR_MS;
  return [
    alarmFixture({ since }),
    alarmFixture({
      key: "mass-silence/1",
      rule: "mass-silence",
      subject: "1,017 of 10,240 agents",
      since,
      link: { kind: "agents", standing: "silent" },
      members: [],
      total: 1_017,
    }),
    alarmFixture({
      key: "stream-full-soon/x",
      rule: "stream-full-soon",
      subject: "ORDERS_OF_ALL_CUSTOMERS_IN_EUROPE",
      since,
      link: { kind: "stream", name: "x" },
      members: [],
    }),
  ];
}

const STREAMS = [
  "MJ_ONLINE_WORK",
  "agog_features_research",
  "a_stream_with_a_name_that_goes_on_and_on",
  "d",
  "e",
  "f",
  "g",
  "h",
];

/** Opens the wall as the address says, its pages turned by nobody; resolves when it stands. */
export async function openWall(view: FleetView, search = ""): Promise<FixedFeed> {
  const streams = STREAMS.map((name) => streamRow(streamOf({ name }), null, observerNow(), DEFAULT_THRESHOLDS));
  const stages = { research: 140, critique: 120, backend: 90, frontend: 12, qa: 3, statistics: 0 };
  const filters = { open: 140, complete: 0, skipped: 2, ...stages };
  const feed = feedOfView(view, {
    streams: {
      rows: streams,
      total: streams.length,
      missing: null,
      unanswered: [],
      account: { tiers: [], findings: [] },
    },
    servers: {
      source: "system",
      missing: [],
      lacks: [],
      servers: ["n1", "a-server-with-a-rather-long-name-2", "n3", "n4", "n5", "n6"].map((name) => ({
        key: name,
        facts: serverFacts({ name, id: name }),
        rates: null,
        bars: [],
        silentSince: name === "n3" ? observerNow() : null,
        isOurs: name === "n1",
        findings: [],
      })),
      clusterFindings: [],
      accounts: [],
    },
    "deliverable-shelf": { shelf: { state: "whole" }, revision: 1, estimatedBytes: 1, unreadBytes: 0 },
    "deliverable-list": {
      ids: [],
      counts: { features: 141, reports: 365, versions: 400, read: 0, readBytes: 0, done: stages, filters },
    },
  });
  // Longer than any test takes.
  window.location.hash = `#/wall?every=300${search.replace("?", "&")}`;
  await render(<App client={feed} router={createAppRouter()} />);
  await document.fonts.ready;
  await expect.element(page.getByRole("main")).toBeVisible();
  return feed;
}
