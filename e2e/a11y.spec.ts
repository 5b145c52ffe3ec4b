import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { expect, test, viewIs } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";
import {
  agentPath,
  agentsPath,
  alarmsPath,
  channelPath,
  channelsPath,
  connectionPath,
  deliverablesPath,
  featurePath,
  overviewPath,
  reportPath,
  taskPath,
  tasksPath,
} from "../src/paths.ts";

const ROUTES: Readonly<Record<string, string>> = {
  Overview: overviewPath(),
  Agents: agentsPath(),
  alice: agentPath("alice"),
  Tasks: tasksPath(),
  "Task 43": taskPath("43"),
  Channels: channelsPath(),
  // The first message of all: opened, so that list and message are looked at in one visit.
  errors: channelPath("errors", { open: { stream: "MJ_ONLINE_WORK", seq: 1 } }),
  Alarms: alarmsPath(),
  Deliverables: deliverablesPath(),
  "customer-search": featurePath("customer-search"),
  "research of customer-search": reportPath({ feature: "customer-search", agent: "cynthia", type: "research" }),
  Connection: connectionPath(),
};

/** What an agent delivers: everything that markdown has. */
const REPORT =
  "# One\n\n| a | b |\n|---|---:|\n| c | 1 |\n\n- [x] done\n- [ ] open\n\n## Two\n\n```\ncode\n```\n\n> [a link](https://example.org), a note[^1]\n\n## Three\n\n[^1]: small\n";

/** Held by an agent that is silent, and waiting for what was never published. */
const TASK_43 = [
  { status: "available", blocked_by: ["41"] },
  { status: "claimed", owner: "doc", blocked_by: ["41"] },
];

const THEMES = ["Light", "Dark"] as const;

/** Goes by the address, not by a reload: the view has to stay as it is. */
async function goTo(page: Page, path: string, heading: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, path);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(heading);
}

type AxeResults = Awaited<ReturnType<AxeBuilder["analyze"]>>;

/** Rules that a colour can break; no other differs between two themes of one and the same document. */
const ABOUT_COLOURS = ["color-contrast", "link-in-text-block"];

/** Half a megabyte of axe goes into a document once; legacy mode, since there are no frames to go through. */
async function violationsOf(page: Page, rules: readonly string[] | null): Promise<AxeResults["violations"]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) {
    return (await new AxeBuilder({ page }).setLegacyMode().analyze()).violations;
  }
  const options = { resultTypes: ["violations"], reporter: "no-passes", ...(rules === null ? {} : { runOnly: rules }) };
  return page.evaluate<AxeResults["violations"]>(
    `window.axe.run(${JSON.stringify(options)}).then((results) => results.violations)`,
  );
}

async function expectAccessible(page: Page, what: string, rules: readonly string[] | null = null): Promise<void> {
  // A colour on its way to another is neither. What beats for ever, such as an alarm that nobody acknowledged, is not waited for.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  const violations = await violationsOf(page, rules);
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(told, what).toEqual([]);
}

test("every page is accessible in both themes and has one main landmark and one first heading, with a living fleet and with a dead server", async ({
  open,
  page,
  startFleet,
  watch,
}) => {
  test.setTimeout(300_000);
  watch.allow(NETWORK_ERRORS);
  const { server, wire } = await startFleet();
  await wire.beat("alice", { status: "busy", current_task: "42" });
  await wire.beat("doc", { heartbeat_interval: 0.5, current_task: "43" });
  await wire.beat("fred", { status: "offline" });
  await wire.beat("jen", { needs_approval: true, approval_message: "Publish?" });
  await wire.beat("kim", { status: "dancing" });
  await wire.say("errors", "alice", "timeout after 30 s");
  await wire.publish("mjwork.heartbeat.mallory", "no JSON");
  for (const fields of TASK_43) await wire.publish("mjwork.tasks", { task_id: "43", title: "Audit SEO", ...fields });
  for (const content of [REPORT, `${REPORT}more`]) {
    await wire.publish("agog.deliverables.cynthia.research.customer-search", {
      content,
      metadata: { agent: "cynthia" },
    });
  }
  await open(server.wsUrl);

  for (const state of ["live", "lost"] as const) {
    if (state === "lost") await server.kill();
    await viewIs(page, state);
    for (const [heading, path] of Object.entries(ROUTES)) {
      await goTo(page, path, heading);
      await expect(page.getByRole("status", { name: "Summary" }).or(page.getByRole("main")).first()).not.toContainText(
        /being read|are asked/u,
      );
      await expect(page.getByRole("main")).toHaveCount(1);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(page.getByRole("status", { name: "Connection" })).toHaveCount(1);
      for (const theme of THEMES) {
        await page.getByRole("group", { name: "Colours" }).getByRole("radio", { name: theme }).check();
        await expectAccessible(page, `${heading}, ${theme}, ${state}`, theme === "Light" ? null : ABOUT_COLOURS);
      }
    }
  }
});

test("an empty fleet and a refused view are accessible as well", async ({ open, page, startFleet, watch }) => {
  watch.allow(NETWORK_ERRORS);
  const { server } = await startFleet({ accounts: "plain" });
  await open(server.wsUrl);
  await expectAccessible(page, "nobody is there");
  await goTo(page, agentPath("nobody-of-that-name"), "nobody-of-that-name");
  await expectAccessible(page, "an agent that does not exist");

  await server.kill();
  await page.reload();
  await viewIs(page, "refused");
  await expectAccessible(page, "refused");
});
