import type { Page } from "playwright/test";
import { ATTACKS } from "./attack-strings.ts";
import { expect, test } from "./fixtures.ts";
import type { Wire } from "./wire.ts";

function deliver(wire: Wire, agent: string, type: string, feature: string, content: unknown, metadata = {}) {
  return wire.publish(`agog.deliverables.${agent}.${type}.${feature}`, {
    content,
    metadata: { agent, taskType: type, feature, ...metadata },
  });
}

function row(page: Page, feature: string) {
  return page.getByRole("table", { name: "Deliverables" }).locator(`tr[data-id="${feature}"]`);
}

test("the matrix is whole, new reports come in live, and each leads to its story, its versions and their difference", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  const features = Array.from({ length: 30 }, (_, index) => `feature-${index + 1}`);
  await Promise.all(features.map((feature) => deliver(wire, "cynthia", "research", feature, `# ${feature}`)));
  await deliver(wire, "sylvia", "critique", "søk-日本", "# First\n\nthe old line\n\nend");
  await deliver(wire, "sylvia", "critique", "søk-日本", "# First\n\nthe new line\n\nend");
  await open(server.wsUrl, { path: "#/deliverables" });

  await expect(page.getByRole("status", { name: "Summary" })).toContainText("31 features");
  await expect(page.getByRole("table", { name: "Deliverables" })).toHaveAttribute("aria-rowcount", "32");
  await expect(row(page, "søk-日本")).toHaveCount(0);
  await page.getByRole("searchbox").fill("søk");
  await expect(row(page, "søk-日本")).toContainText("×2");
  await expect(row(page, "søk-日本")).toContainText("backend");
  expect(page.url()).toContain("q=s");

  await deliver(wire, "roy", "backend", "søk-日本", { a: 1 });
  await expect(row(page, "søk-日本")).toContainText("frontend");
  await row(page, "søk-日本").getByRole("link", { name: "søk-日本" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("søk-日本");
  await expect(page.getByRole("status", { name: "Summary" })).toContainText("Skipped: research");
  await expect(page.getByRole("table", { name: "Story" }).locator("tbody tr")).toHaveCount(3);
  await page.getByRole("table", { name: "Stages" }).getByRole("link", { name: "critique" }).click();

  await expect(page.getByRole("status", { name: "Summary" })).toContainText("Version 2 of 2 by sylvia");
  await expect(page.getByRole("region", { name: "critique of søk-日本" })).toContainText("the new line");
  await page.getByRole("radio", { name: "Changes" }).check();
  const changes = page.getByRole("table", { name: "Changes" });
  await expect(changes).toContainText("the old line");
  await expect(changes.locator("tr")).toHaveCount(6);
  await page.getByRole("radio", { name: "Metadata" }).check();
  await expect(page.locator("dl").getByText("agog_features_critique 2")).toBeVisible();
  await page.getByRole("link", { name: /backend →/u }).click();
  await expect(page.getByRole("region", { name: "backend of søk-日本" })).toContainText('"a": 1');
  expect((await (await wire.manager()).streams.info("agog_features_critique")).state.consumer_count).toBe(0);
});

declare global {
  interface Window {
    pwnedBy?: string[];
    pwned?: () => void;
  }
}

interface Findings {
  /** Numbers of the attacks that were on the screen. */
  seen: number[];
  /** What of the report could run, style, load or lead astray. */
  dangers: string[];
}

/** Goes through the whole report, a part of a window at a time, and looks at every element that is made of it. */
function readThrough(page: Page): Promise<Findings> {
  return page.evaluate(async () => {
    const bad =
      "script, style, link, meta, base, iframe, frame, object, embed, svg, math, img, image, picture, video, audio, source, form, template, body, html";
    const [seen, dangers] = [new Set<number>(), new Set<string>()];
    // The page gets the text of this function alone.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    for (;;) {
      for (let frame = 0; frame < 4; frame += 1) await nextFrame();
      const report = document.querySelector('[aria-label="audit of attack"]');
      for (const [, number] of (report?.textContent ?? "").matchAll(/attack (\d+) begins/gu)) seen.add(Number(number));
      for (const element of report?.querySelectorAll("*") ?? []) {
        if (element.matches(bad)) dangers.add(element.outerHTML);
        for (const { name, value } of element.attributes) {
          if (/^on|^srcset$|^srcdoc$|^formaction$|^ping$/u.test(name)) dangers.add(`${name}=${value}`);
          if ((name === "href" || name === "src") && !/^(https?|mailto):/u.test(value)) dangers.add(`${name}=${value}`);
        }
      }
      const before = window.scrollY;
      window.scrollBy(0, window.innerHeight / 2);
      if (window.scrollY === before) return { seen: [...seen], dangers: [...dangers] };
    }
  });
}

test("nothing of a hostile report runs, loads, styles or leads astray, and a report of 10 MiB is there bit by bit", async ({
  context,
  open,
  page,
  startFleet,
  watch,
}) => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(150);
  expect(new Set(ATTACKS).size).toBe(ATTACKS.length);
  const { server, wire } = await startFleet();
  const marked = ATTACKS.map((attack, index) => `### attack ${index} begins\n\n${attack}\n\nattack ${index} ends\n`);
  await deliver(wire, "roy", "audit", "attack", marked.join("\n"), { evil: "<img src=x onerror=pwned()>" });
  const paragraph = `${"A sentence of a long report. ".repeat(40)}\n\n`;
  const lines = ["# Long\n\nthe first words\n\n"];
  for (let bytes = 0; bytes < 9_900_000; bytes += paragraph.length) lines.push(paragraph);
  lines.push("## The end\n\nthe last words\n", "## After it\n\nx\n");
  await wire.publish("agog.deliverables.roy.backend.long", lines.join(""));

  await context.addInitScript(() => {
    window.pwnedBy = [];
    window.pwned = () => window.pwnedBy?.push(new Error("ran").stack ?? "");
  });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(server.wsUrl, { path: "#/deliverables/attack/roy.audit" });
  const report = page.getByRole("region", { name: "audit of attack" });
  await expect(report).toContainText("attack 0 begins");

  const { seen, dangers } = await readThrough(page);
  expect(dangers).toEqual([]);
  expect(seen.toSorted((a, b) => a - b)).toEqual([...ATTACKS.keys()]);
  await page.getByRole("radio", { name: "Metadata" }).check();
  await expect(page.getByText("<img src=x onerror=pwned()>")).toBeVisible();
  await page.getByRole("radio", { name: "Raw" }).check();
  await expect(report).toContainText("attack 0 begins");
  expect(await page.evaluate(() => window.pwnedBy)).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(new URL(page.url()).origin))).toEqual([]);
  expect(watch.troubles()).toEqual([]);

  await page.goto(`${new URL(page.url()).origin}/#/deliverables/long/roy.backend`);
  const long = page.getByRole("region", { name: "backend of long" });
  await expect(long).toContainText("the first words");
  expect((await long.innerText()).length, "only what is on the screen is in the document").toBeLessThan(300_000);
  await page.getByRole("navigation", { name: "Outline" }).getByRole("button", { name: "The end" }).click();
  await expect(long).toContainText("the last words");
});
