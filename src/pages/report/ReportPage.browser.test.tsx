import { App } from "../../app.tsx";
import { createAppRouter } from "../../routes.tsx";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import { featureOf, FIXTURE_NOW, liveView } from "#model/deliverables/feature-fixture.ts";
import { reportPages } from "#model/deliverables/report-pages.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import type { AskAnswers } from "#worker/protocol.ts";
import "#ui/base.css";
import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

const FEATURE = "a/b ?#100% søk-日本";
const SUBJECT = `agog.deliverables.roy.backend.${FEATURE}`;
const STREAM = "agog_features_backend";
const FACTS = featureOf(FEATURE, [
  { agent: "sylvia", type: "critique", seq: 2, ageMs: 90_000, bytes: 100 },
  { agent: "roy", type: "backend", seq: 9, ageMs: 60_000, bytes: 1_000 },
  { agent: "jen", type: "frontend", seq: 5, ageMs: 30_000, bytes: 100 },
]);

const MARKDOWN = `# One

| what | p95 |
|---|---:|
| search | 12 ms |

- [x] migrated
- [ ] watched

## Two

\`\`\`ts
const answer = 42;
\`\`\`

## Three

The end.
`;

/** The answer for a body of this shape. */
function held(body: unknown, seq = 9): AskAnswers["report"] {
  const data = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
  const version = { stream: STREAM, seq, at: FIXTURE_NOW - 60_000, bytes: data.length };
  return { state: "held", subject: SUBJECT, version, pages: reportPages(SUBJECT, data, DEFAULT_PREFIXES) };
}

async function open(report: AskAnswers["report"], over: Partial<AskAnswers> = {}, search = "", width = 1280) {
  await page.viewport(width, 900);
  const feed = feedOfView(liveView(), {
    "deliverable-shelf": { shelf: { state: "whole" }, revision: 1, estimatedBytes: 1_000, unreadBytes: 0 },
    "deliverable-rows": [FACTS],
    "report-versions": {
      state: "held",
      cut: false,
      versions: [9, 4].map((seq) => ({ stream: STREAM, seq, at: FIXTURE_NOW - seq * 1_000, bytes: 10 })),
    },
    report,
    ...over,
  });
  const path = `#/deliverables/${encodeURIComponent(FEATURE)}/roy.backend${search}`;
  window.history.replaceState(null, "", `${window.location.pathname}${path}`);
  await render(<App client={feed} router={createAppRouter()} />);
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent(`backend of ${FEATURE}`);
}

const body = () => page.getByRole("region", { name: `backend of ${FEATURE}` });
const summary = () => page.getByRole("status", { name: "Summary" });

describe("a report", () => {
  it("is rendered: its table, its tasks, its code, and the outline of a long one, beside it or above it", async () => {
    await open(held({ content: MARKDOWN, metadata: { agent: "roy" } }));
    await expect
      .element(summary())
      .toHaveTextContent(/Version 2 of 2 by roy.*tokens \(estimate\)\. Stored as agog_features_backend 9/u);
    await expect.element(body().getByRole("cell", { name: "12 ms" })).toBeVisible();
    await expect.element(body().getByRole("checkbox", { name: "done" })).toBeChecked();
    await expect.element(body().getByRole("checkbox", { name: "open" })).not.toBeChecked();
    await expect.element(body().getByText("const answer = 42;")).toBeVisible();
    const outline = page.getByRole("navigation", { name: "Outline" });
    await expect.element(outline.getByRole("listitem")).toHaveLength(3);
    await page.viewport(390, 844);
    await expect.element(body()).toBeVisible();
    await expect.element(body().getByText("The end.")).toBeVisible();
  });

  it.each([
    { what: "content that is an object", sent: { content: { a: 1 }, metadata: {} }, shown: '"a": 1' },
    { what: "a flat report without content", sent: { agent: "roy", test_results: [1, 2] }, shown: "test_results" },
    { what: "a flat report with content", sent: { agent: "roy", content: "*flat* words" }, shown: "flat words" },
    { what: "markdown that is no JSON", sent: "plain **words**", shown: "plain words" },
    { what: "a list", sent: [1, "two"], shown: '"two"' },
    { what: "content that is a number", sent: { content: 42, metadata: {} }, shown: "42" },
  ])("is readable where it is $what", async ({ sent, shown }) => {
    await open(held(sent));
    await expect.element(body()).toHaveTextContent(shown);
  });

  it("that is empty says so", async () => {
    await open(held(""));
    await expect.element(page.getByText("This version is empty.")).toBeVisible();
  });

  it("leads to the stages before and after it, and to its versions, with the one shown marked", async () => {
    await open(held("x"));
    const stages = page.getByRole("navigation", { name: "Stages" });
    const folder = `#/deliverables/${encodeURIComponent(FEATURE)}`;
    await expect
      .element(stages.getByRole("link", { name: "← critique" }))
      .toHaveAttribute("href", `${folder}/sylvia.critique`);
    await expect
      .element(stages.getByRole("link", { name: "frontend →" }))
      .toHaveAttribute("href", `${folder}/jen.frontend`);
    const versions = page.getByRole("navigation", { name: "Versions" });
    await expect.element(versions.getByRole("link", { name: /^2 / })).toHaveAttribute("aria-current", "true");
    await versions.getByRole("link", { name: /^1 / }).click();
    await expect.poll(() => window.location.hash).toContain("version=4");
  });

  it("offers a version that came meanwhile and leaves the one that is read", async () => {
    await open(held("the older words", 4));
    await expect.element(body()).toHaveTextContent("the older words");
    await expect
      .element(page.getByRole("link", { name: "show it" }))
      .toHaveAttribute("href", `#/deliverables/${encodeURIComponent(FEATURE)}/roy.backend?version=9`);
  });

  it("says what the stream says of it, and what it says of itself", async () => {
    await open(held({ content: "x", metadata: { agent: "roy", tags: ["a"] } }), {}, "?show=metadata");
    const facts = page.elementLocator(document.querySelector("dl") ?? document.body);
    await expect.element(facts).toHaveTextContent(/agog_features_backend 9.*markdown with metadata.*tags.*\["a"\]/u);
  });

  it("is told apart from an older version, line by line and word by word", async () => {
    const rows = [
      { kind: "same", before: 1, after: 1, text: "# One", changed: null },
      { kind: "removed", before: 2, after: null, text: "the old line", changed: [{ from: 4, to: 7 }] },
      { kind: "added", before: null, after: 2, text: "the new line", changed: [{ from: 4, to: 7 }] },
    ] as const;
    await open(held("x"), { "report-changes": { state: "compared", rows, more: 7 } }, "?show=changes");
    const changes = page.getByRole("table", { name: "Changes" });
    await expect.element(changes.getByRole("row").nth(1)).toHaveTextContent(/2\s*−\s*removed\s*the old line/u);
    await expect.element(changes.getByRole("deletion")).toHaveTextContent("old");
    await expect.element(changes.getByRole("insertion")).toHaveTextContent("new");
    await expect.element(page.getByText("And 7 more lines, not shown.")).toBeVisible();
  });

  it.each([
    { state: "gone", says: "no longer stored" },
    { state: "forbidden", says: "may not read it" },
    { state: "not-connected", says: "no connection to read it over" },
    { state: "unanswered", says: "did not answer in time" },
  ] as const)("says why it is not there: $state", async ({ state, says }) => {
    await open({ state });
    await expect.element(summary()).toHaveTextContent(says);
  });
});
