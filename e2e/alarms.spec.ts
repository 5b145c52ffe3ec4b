import { expect, test } from "./fixtures.ts";

/** A beat every half second, each stored before the next is sent, until it is told to end. */
function keepBeating(beat: () => Promise<unknown>): { end(): Promise<void> } {
  const over = new AbortController();
  async function beatOn(): Promise<void> {
    while (!over.signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop
      await beat();
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const beating = beatOn();
  return {
    async end() {
      over.abort();
      await beating;
    },
  };
}

test("an agent that is killed is an alarm on every page, in another tab as well, until it is back", async ({
  context,
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  await wire.beat("alice");
  const fields = { heartbeat_interval: 2, current_task: "42" };
  const alive = keepBeating(() => wire.beat("doc", fields));
  await open(server.wsUrl, { path: "#/agents" });
  await expect(page).toHaveTitle("Agents · Rollcall");
  const mark = page.getByRole("navigation").getByRole("link", { name: /^Alarms/u });
  await expect(mark).toHaveAccessibleName("Alarms");

  await alive.end();
  // Another tab is in front: the worker judges, and the title tells.
  const other = await context.newPage();
  await other.bringToFront();
  await expect(page).toHaveTitle(/^\(1\) ◆ Agents/u);
  await expect(page.getByRole("status", { name: "Alarms" })).toContainText(/New alarm, critical: doc is silent/u);
  await other.close();

  await page.bringToFront();
  await mark.click();
  await expect(page.getByRole("status", { name: "Summary" })).toContainText(/doc is silent, holding 42\./u);
  await page
    .getByRole("region", { name: /^Critical/u })
    .getByRole("button", { name: "Acknowledge" })
    .click();
  await expect(page).toHaveTitle("Alarms · Rollcall");
  await expect(page.getByRole("region", { name: /^Acknowledged/u })).toContainText("doc is silent");
  await page.reload();
  await expect(page.getByRole("region", { name: /^Acknowledged/u })).toContainText("doc is silent");

  const back = keepBeating(() => wire.beat("doc", fields));
  await expect(page.getByRole("status", { name: "Summary" })).toContainText("No alarm");
  await expect(page.getByRole("region", { name: /^Acknowledged/u })).toHaveCount(0);
  await page.getByRole("radio", { name: "History and rate" }).check();
  await expect(
    page.getByRole("table", { name: "History of alarms" }).getByRole("row", { name: /doc is silent/u }),
  ).toContainText(/recovered after/u);
  await back.end();
});
