import { connect } from "nats";
import { deliverableSubject } from "#contract/subjects.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import type { Benchmark } from "./lib/benchmark.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { type Stage, openReal, openStage } from "./lib/real-page.ts";
import { interleave } from "./lib/rounds.ts";
import { median, spread } from "./lib/statistics.ts";
import { ms, ratio } from "./lib/text.ts";

const FIRST_SCREEN_BOUND_MS = 1_000;
const FIRST_WORDS = "the first words";
const LARGE_BYTES = 10 * 2 ** 20 - 4_096;

export const report: Benchmark = {
  name: "report",
  about:
    "a report of 10 MiB from its address to its first screen, and the longest task of the page's thread, beside a small one",
  async run({ quick }) {
    const stage = await openStage([]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    try {
      await deliver(server, "small", 6_000);
      await deliver(server, "large", LARGE_BYTES);
      const taken = await interleave<Opened>(
        quick ? 1 : 5,
        { small: () => opened(stage, server, "small"), large: () => opened(stage, server, "large") },
        (_name, { firstMs, longestMs }) => `first screen ${ms(firstMs)}, longest task ${ms(longestMs)}`,
      );
      const [large, small] = [taken.get("large") ?? [], taken.get("small") ?? []];
      const first = (runs: readonly Opened[]) => runs.map(({ firstMs }) => firstMs);
      const longest = (runs: readonly Opened[]) => runs.map(({ longestMs }) => longestMs);
      return {
        rows: [
          {
            what: "a report of 10 MiB, from its address to its first screen, the page open",
            heldTo: `≤ ${FIRST_SCREEN_BOUND_MS / 1_000} s`,
            measured: `${ms(median(first(large)))} (${spread(first(large), ms)})`,
            baseline: `${ms(median(first(small)))} (${spread(first(small), ms)}): a report of 6 kB`,
            ratio: ratio(median(first(large)) / median(first(small))),
            holds: median(first(large)) <= FIRST_SCREEN_BOUND_MS,
          },
          {
            what: "the same: longest task of the page's thread",
            heldTo: "printed",
            measured: `${ms(median(longest(large)))} (${spread(longest(large), ms)})`,
            baseline: `${ms(median(longest(small)))} (${spread(longest(small), ms)})`,
            ratio: "",
            holds: null,
          },
        ],
        rounds: { large, small },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

/** Resolves when it is stored. */
async function deliver(server: RunningServer, feature: string, bytes: number): Promise<void> {
  const nc = await connect({ servers: server.clientUrl, ...server.logins.provisioner });
  const paragraph = `${"A sentence of a report, with `code` and *stress*. ".repeat(20)}\n\n`;
  const head = `# ${feature}\n\n${FIRST_WORDS}\n\n## Findings\n\n`;
  const content = head + paragraph.repeat(Math.max(1, Math.floor((bytes - 200) / (paragraph.length + 2))));
  const subject = deliverableSubject("roy", "backend", feature);
  await nc.jetstream().publish(subject, JSON.stringify({ content, metadata: { agent: "roy" } }), { timeout: 30_000 });
  await nc.close();
}

interface Opened {
  firstMs: number;
  /** 0: none was over 50 ms. */
  longestMs: number;
}

async function opened(stage: Stage, server: RunningServer, feature: string): Promise<Opened> {
  const { page, context } = await openReal(stage, server, "#/deliverables");
  try {
    return await page.evaluate(
      ({ name, words }) =>
        new Promise<Opened>((resolve) => {
          let longestMs = 0;
          new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
          }).observe({ entryTypes: ["longtask"] });
          const from = performance.now();
          window.location.hash = `#/deliverables/${name}/roy.backend`;
          const look = (): void => {
            const shown = document.querySelector(`[aria-label="backend of ${name}"]`);
            if (shown?.textContent.includes(words) !== true) {
              requestAnimationFrame(look);
              return;
            }
            const firstMs = performance.now() - from;
            // The task that painted it is told of after it.
            requestAnimationFrame(() => setTimeout(() => resolve({ firstMs, longestMs }), 0));
          };
          look();
        }),
      { name: feature, words: FIRST_WORDS },
    );
  } finally {
    await context.close();
  }
}
