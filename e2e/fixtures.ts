import type { Page } from "playwright/test";
import { test as base, expect } from "playwright/test";
import * as v from "valibot";
import { provision } from "#fleet/provision.ts";
import type { RunOptions, RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import type { Site } from "./site.ts";
import { serveSite } from "./site.ts";
import type { Snapshot, ViewState } from "./snapshot-schema.ts";
import { snapshotSchema } from "./snapshot-schema.ts";
import type { PageWatch } from "./watch-page.ts";
import { watchPages } from "./watch-page.ts";
import type { Wire } from "./wire.ts";
import { openWire } from "./wire.ts";

export { expect };

/** How long a state may take to come on a machine that does other things as well. Never a claim about speed. */
export const PATIENCE_MS = 30_000;

export interface Fleet {
  server: RunningServer;
  wire: Wire;
}

export type FleetOptions = RunOptions & {
  /** Whether the seven streams are made; they are, unless JetStream is off. */
  provisioned?: boolean;
};

export interface OpenOptions {
  /** Hash route, `#/` when left out. */
  path?: string;
  /** What the deployment's `rollcall.json` says besides the servers. */
  deployment?: object;
  /** The state to wait for; `caught-up` when left out, null: none. */
  until?: "caught-up" | ViewState | null;
}

interface TestFixtures {
  /** The console and the content security policy; whatever it saw and nobody allowed fails the test. */
  watch: PageWatch;
  /** A server of this test's own, provisioned, with a publisher; ended with the test. */
  startFleet: (options?: FleetOptions) => Promise<Fleet>;
  /** Opens the page on these servers. */
  open: (servers: string | readonly string[], options?: OpenOptions) => Promise<void>;
}

interface WorkerFixtures {
  site: Site;
  /** One server for all tests that need nothing of their own but agents with names of their own. */
  fleet: Fleet;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    async ({ browserName: _browserName }, use) => {
      const site = await serveSite();
      await use(site);
      await site.close();
    },
    { scope: "worker" },
  ],
  fleet: [
    async ({ browserName: _browserName }, use) => {
      const fleet = await startFleet();
      await use(fleet);
      await endFleet(fleet);
    },
    { scope: "worker" },
  ],
  watch: [
    async ({ context }, use) => {
      const watch = await watchPages(context);
      await use(watch);
      expect(watch.troubles(), "nothing on the console, no error, no violation of the policy").toEqual([]);
    },
    { auto: true },
  ],
  startFleet: async ({ browserName: _browserName }, use) => {
    const started: Fleet[] = [];
    await use(async (options) => {
      const fleet = await startFleet(options);
      started.push(fleet);
      return fleet;
    });
    await Promise.all(started.map(endFleet));
  },
  open: async ({ page, site }, use) => {
    await use(async (servers, { path = "#/", deployment = {}, until = "caught-up" } = {}) => {
      site.deploy({ servers: typeof servers === "string" ? [servers] : servers, ...deployment });
      await page.goto(`${site.origin}/${path}`);
      if (until === "caught-up") await caughtUp(page);
      else if (until !== null) await viewIs(page, until);
    });
  },
});

async function startFleet({ provisioned, ...options }: FleetOptions = {}): Promise<Fleet> {
  const server = await runServer(options);
  const wire = await openWire(server);
  if (provisioned ?? options.accounts !== "no-jetstream") await provision({ nc: wire.nc });
  return { server, wire };
}

async function endFleet({ server, wire }: Fleet): Promise<void> {
  await wire.close();
  await server.stop();
}

/** All that a check needs to wait for. */
export async function caughtUp(page: Page): Promise<void> {
  await page.waitForSelector('html[data-caught-up="true"]', { state: "attached", timeout: PATIENCE_MS });
}

export async function viewIs(page: Page, state: ViewState): Promise<void> {
  await page.waitForSelector(`html[data-view="${state}"]`, { state: "attached", timeout: PATIENCE_MS });
}

type SnapshotLimits = { agents?: number; tasks?: number; deliverables?: number; streams?: number };

/** What the page says of itself, checked against the documented shape. */
export async function snapshot(page: Page, options?: SnapshotLimits): Promise<Snapshot> {
  const taken = await page.evaluate<unknown>(`window.rollcall.snapshot(${JSON.stringify(options)})`);
  return v.parse(snapshotSchema, taken);
}

/** What the page itself holds: nobody else is asked, however often a test looks. */
const WITHOUT_ASKING: SnapshotLimits = { deliverables: 0, streams: 0 };

/** Waits until the snapshot has what `pick` takes from it. */
export async function snapshotHas<T>(
  page: Page,
  pick: (snapshot: Snapshot) => T,
  expected: T,
  limits: SnapshotLimits = WITHOUT_ASKING,
): Promise<void> {
  await expect.poll(async () => pick(await snapshot(page, limits)), { timeout: PATIENCE_MS }).toEqual(expected);
}
