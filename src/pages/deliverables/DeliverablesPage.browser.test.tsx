import { App } from "../../app.tsx";
import { createAppRouter } from "../../routes.tsx";
import { featureOf, liveView } from "#model/deliverables/feature-fixture.ts";
import type { FeatureCounts } from "#model/deliverables/list-features.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import type { AskAnswers } from "#worker/protocol.ts";
import "#ui/base.css";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

const FACTS = featureOf("customer-search", [
  { agent: "cynthia", type: "research", seq: 3, ageMs: 3 * 3_600_000 + 60_000, bytes: 8_000 },
  { agent: "roy", type: "backend", seq: 9, ageMs: 16 * 60_000 + 5_000, bytes: 12_000 },
]);

const COUNTS: FeatureCounts = {
  features: 1,
  reports: 2,
  versions: 3,
  read: 2,
  readBytes: 20_000,
  done: { research: 1, critique: 0, backend: 1, frontend: 0, qa: 0, statistics: 0 },
  filters: {
    open: 1,
    complete: 0,
    skipped: 1,
    research: 0,
    critique: 0,
    backend: 0,
    frontend: 1,
    qa: 0,
    statistics: 0,
  },
};

const WHOLE: AskAnswers["deliverable-shelf"] = {
  shelf: { state: "whole" },
  revision: 1,
  estimatedBytes: 20_000,
  unreadBytes: 0,
};

/** What the worker answers where it holds one feature. */
function answers(over: Partial<AskAnswers> = {}): Partial<AskAnswers> {
  return {
    "deliverable-shelf": WHOLE,
    "deliverable-list": { ids: ["customer-search"], counts: COUNTS },
    "deliverable-rows": [FACTS],
    ...over,
  };
}

async function open(over: Partial<AskAnswers> = {}, path = "/deliverables") {
  await page.viewport(1280, 900);
  window.history.replaceState(null, "", `${window.location.pathname}#${path}`);
  await render(<App client={feedOfView(liveView(), answers(over))} router={createAppRouter()} />);
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Deliverables");
}

const row = () => page.getByRole("row", { name: /customer-search/u });
const summary = () => page.getByRole("status", { name: "Summary" });

describe("the matrix", () => {
  it("shows of each stage how old it is, what is missing next and for how long, and what was skipped", async () => {
    await open();
    await expect.element(summary()).toHaveTextContent("1 feature: 1 on its way. Missing most often: frontend, 1 times");
    await expect
      .element(row())
      .toHaveTextContent(/customer-search.*3\sh.*skipped.*16\smin.*missing next.*frontend for 16\smin/u);
    await expect.element(row()).toHaveTextContent(/about 5,000/u);
    await expect
      .element(row().getByRole("link", { name: /^backend: 1\sversion, the newest of .* by roy, 11\.7\sKiB/u }))
      .toHaveAttribute("href", "#/deliverables/customer-search/roy.backend");
    const stages = page.getByRole("list", { name: "Stages" });
    await expect
      .element(stages.getByRole("listitem").nth(3))
      .toHaveTextContent(/frontend.*jen.*0 delivered.*1\smissing next/u);
    await expect.element(page.getByText(/save about 4,600/u)).toBeVisible();
  });

  it("says that nothing was delivered", async () => {
    const none = {
      ids: [],
      counts: { ...COUNTS, features: 0, reports: 0, filters: { ...COUNTS.filters, frontend: 0, skipped: 0 } },
    };
    await open({ "deliverable-list": none });
    await expect.element(summary()).toHaveTextContent("Nothing was delivered yet.");
  });

  it("says where nothing is kept, and what would make it so", async () => {
    await open({ "deliverable-shelf": { ...WHOLE, shelf: { state: "no-stream" } } });
    await expect.element(summary()).toHaveTextContent("No stream stores reports");
    await expect.element(page.getByText(/the provisioning script makes them/u)).toBeVisible();
  });

  it("names the stream that it may not ask, beside what it knows", async () => {
    const missing = [{ stream: "agog_features_qa", reason: "forbidden" as const }];
    await open({ "deliverable-shelf": { ...WHOLE, shelf: { state: "part", missing } } });
    await expect
      .element(summary())
      .toHaveTextContent(/1 feature.*Part only: agog_features_qa, this login may not ask it/u);
    await expect.element(row()).toBeVisible();
  });

  it("says of which question the answer is missing", async () => {
    const failure = { state: "failed", why: "timeout", subject: "STREAM.NAMES", detail: null } as const;
    await open({ "deliverable-shelf": failure });
    await expect.element(page.getByRole("note")).toHaveTextContent(/no answer came in time \(STREAM.NAMES\)/u);
  });

  it("does not pass an order off as whole that is not, and reads what it lacks when somebody says so", async () => {
    await open(
      {
        "deliverable-shelf": { ...WHOLE, unreadBytes: 360e6 },
        "deliverable-list": { ids: ["customer-search"], counts: { ...COUNTS, reports: 60_000 } },
        "deliverable-fill": { left: 59_000 },
      },
      "/deliverables?sort=size&order=descending",
    );
    await expect.element(page.getByText(/The order is that of the 2 of 60,000 reports/u)).toBeVisible();
    await page.getByRole("button", { name: /Read the others \(about 343/u }).click();
    await expect.element(page.getByText(/are being read for this order: 2 of 60,000 known/u)).toBeVisible();
    await page.getByRole("button", { name: "Stop" }).click();
    await expect.element(page.getByRole("button", { name: /Read the others/u })).toBeVisible();
  });

  it("is what the address says, and writes no default into it", async () => {
    await open({}, "/deliverables?q=search&state=frontend&sort=nonsense");
    await expect.element(page.getByRole("searchbox", { name: "Search features" })).toHaveValue("search");
    await expect
      .element(page.getByRole("link", { name: /frontend missing next/u }))
      .toHaveAttribute("aria-current", "page");
    await page.getByRole("button", { name: "Tokens" }).click();
    await expect.poll(() => window.location.hash).toContain("sort=size");
    await page.getByRole("link", { name: /^all/u }).click();
    await expect.poll(() => window.location.hash).not.toContain("state=");
  });

  it("opens a feature from the keyboard", async () => {
    await open();
    await expect.element(row()).toHaveTextContent(/frontend/u);
    row().element().querySelector("a")?.closest("tr")?.focus();
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => window.location.hash).toBe("#/deliverables/customer-search");
    await expect
      .element(page.getByRole("table", { name: "Stages" }))
      .toHaveTextContent(/research.*cynthia.*critique.*skipped/u);
  });
});
