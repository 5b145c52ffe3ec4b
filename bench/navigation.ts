import { setTimeout as delay } from "node:timers/promises";
import { connect } from "nats";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { heartbeatFilter } from "#contract/subjects.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { startDemoFleet } from "./lib/demo-fleet.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { type Stage, addWatches, openStage } from "./lib/real-page.ts";
import { interleave } from "./lib/rounds.ts";
import { median, spread } from "./lib/statistics.ts";
import { ms } from "./lib/text.ts";

const AGENTS = 24;
const WINDOW_START_MS = 1_500;

export const navigation: Benchmark = {
  name: "navigation",
  about:
    "from a navigation with a cold cache to the first agent on the page, demo fleet, beside the least page that lists agents and the least that React renders",
  async run({ quick }) {
    const stage = await openStage(["list", "react-list"]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    const fleet = startDemoFleet(server, AGENTS);
    try {
      const names = await agentsThatBeat(server, AGENTS);
      stage.real.deploy({ servers: [server.wsUrl] });
      const least = `${stage.bench}/list.html?server=${encodeURIComponent(server.wsUrl)}`;
      const react = `${stage.bench}/react-list.html?names=${encodeURIComponent(names.join(","))}`;
      const taken = await interleave<number>(
        quick ? 2 : 5,
        {
          "least page": () => firstAgentMs(stage, least, names),
          "React alone": () => firstAgentMs(stage, react, names),
          "Agents page": () => firstAgentMs(stage, `${stage.real.origin}/#/agents`, names),
        },
        (_name, value) => ms(value),
      );
      const [ours, base] = [taken.get("Agents page") ?? [], taken.get("least page") ?? []];
      const alone = taken.get("React alone") ?? [];
      const row: Row = {
        what: `navigation to the first agents on the page, demo fleet of ${AGENTS}, cold cache, median of ${ours.length}`,
        heldTo: "≤ 440 ms",
        measured: `${ms(median(ours))} (${spread(ours, ms)})`,
        baseline: `${ms(median(base))} (${spread(base, ms)}) on the least page that lists agents, ${ms(median(alone))} (${spread(alone, ms)}) for React and the router alone with names that are there`,
        ratio: (median(ours) / median(base)).toFixed(2),
        holds: median(ours) <= 440,
      };
      return {
        rows: [row],
        rounds: { ours, base, alone },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await fleet.stop();
      await stage.close();
      await server.stop();
    }
  },
};

/** The names of the fleet once all of them have sent a first beat. */
async function agentsThatBeat(server: RunningServer, count: number): Promise<string[]> {
  const nc = await connect({ servers: server.clientUrl });
  const manager = await nc.jetstreamManager();
  try {
    for (;;) {
      const info = await manager.streams.info(COORDINATION_STREAM, { subjects_filter: heartbeatFilter() });
      const subjects = Object.keys(info.state.subjects ?? {});
      if (subjects.length >= count) return subjects.map((subject) => subject.split(".").at(-1) ?? "");
      await delay(100);
    }
  } finally {
    await nc.close();
  }
}

/** Milliseconds from the start of the navigation to the end of the first frame with an agent's name in it. */
async function firstAgentMs(stage: Stage, url: string, names: readonly string[]): Promise<number> {
  const context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await addWatches(page);
    await page.addInitScript((texts) => window.benchPixels.expect(texts), [...names]);
    // A new window costs the browser half a second of its own, which belongs to no page.
    await delay(WINDOW_START_MS);
    await page.goto(url, { waitUntil: "commit" });
    return await page.evaluate(async () => (await window.benchPixels.seen()).paintedAt - performance.timeOrigin);
  } finally {
    await context.close();
  }
}
