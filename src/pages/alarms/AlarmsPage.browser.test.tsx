import { App } from "../../app.tsx";
import { alarmsPath, overviewPath } from "../../paths.ts";
import { createAppRouter } from "../../routes.tsx";
import { alarmFixture } from "#model/alarms/alarm-fixture.ts";
import type { Alarm } from "#model/alarms/alarm.ts";
import { emptyView } from "#model/empty-view.ts";
import type { FleetView } from "#model/view.ts";
import type { AlarmDeskIo } from "#store/alarm-desk.ts";
import { silentAlarmDesk } from "#store/alarm-desk.ts";
import { alarmFileText } from "#store/alarm-file.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import type { FixedFeed } from "#store/feed-of-view.ts";
import { MINUTE_MS } from "#util/units.ts";
import type { AskAnswers } from "#worker/protocol.ts";
import "#ui/base.css";
import { afterEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

const now = performance.timeOrigin + performance.now();
const DOC = alarmFixture({ since: now - 3 * MINUTE_MS, sentence: "doc is silent, holding 42." });
const QUEUE = alarmFixture({
  key: "queue-depth",
  rule: "queue-depth",
  severity: "warning",
  subject: "queue",
  sentence: "120 tasks wait.",
  members: [],
  since: now - MINUTE_MS,
  link: { kind: "tasks", state: "available" },
});

function viewOf(alarms: readonly Alarm[]): FleetView {
  const view = emptyView(now);
  return {
    ...view,
    tick: 1,
    connection: {
      state: "live",
      since: now,
      server: { name: "demo", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null },
      rttMs: 1,
    },
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: now, completeSince: now, doneRatio: 1, complete: true },
    newestAt: now,
    alarms: { ...view.alarms, alarms, judgedAt: now },
  };
}

async function open(
  alarms: readonly Alarm[],
  path: string = alarmsPath(),
  { io = {}, answers = {} }: { io?: Partial<AlarmDeskIo>; answers?: Partial<AskAnswers> } = {},
): Promise<FixedFeed> {
  await page.viewport(1280, 900);
  window.location.hash = path;
  const feed = feedOfView(viewOf(alarms), answers);
  await render(<App client={feed} router={createAppRouter()} alarms={silentAlarmDesk(feed, io)} />);
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  return feed;
}

let tick = 1;
function tell(feed: FixedFeed, alarms: readonly Alarm[]): void {
  feed.mirror.apply({ tick: ++tick, alarms: { ...feed.mirror.getView().alarms, alarms } });
}

const summary = () => page.getByRole("status", { name: "Summary" });
const icon = () => decodeURIComponent(document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? "");

// As in index.html; where the runner's own page has one, that is the tab's.
if (document.querySelector('link[rel="icon"]') === null) {
  document.head.insertAdjacentHTML("beforeend", '<link rel="icon" href="data:,">');
}

afterEach(() => {
  window.location.hash = overviewPath();
});

describe("on every page", () => {
  test("the navigation, the tab's title and its icon tell of alarms, and a screen reader hears of a new one once", async () => {
    const feed = await open([QUEUE], overviewPath());
    const link = page.getByRole("navigation").getByRole("link", { name: /^Alarms/u });
    await expect.element(link).toHaveAccessibleName(/: 1\salarm, the worst warning/u);
    expect(document.title).toBe("(1) ▲ Overview · Rollcall");
    await expect.poll(icon).toContain("M8 1.5 15 14.5H1Z");
    tell(feed, [DOC, QUEUE]);
    await expect.element(link).toHaveAccessibleName(/: 2\salarms, the worst critical/u);
    await expect.poll(() => document.title).toBe("(2) ◆ Overview · Rollcall");
    await expect.poll(icon).toContain("M8 1 15 8 8 15 1 8Z");
    await expect
      .element(page.getByRole("status", { name: "Alarms" }))
      .toHaveTextContent("New alarm, critical: doc is silent, holding 42.");
    tell(feed, []);
    await expect.element(link).toHaveAccessibleName("Alarms");
    await expect.poll(() => document.title).toBe("Overview · Rollcall");
  });
});

describe("the Alarms page", () => {
  test("leads with what calls, and is quiet once it is acknowledged, with a reason, until that is taken back", async () => {
    const feed = await open([DOC, QUEUE]);
    await expect.element(summary()).toHaveTextContent(/2\salarms, the worst:\s+doc is silent, holding 42\./u);
    const critical = page.getByRole("region", { name: /^Critical/u });
    await expect.element(critical.getByText("since")).toBeVisible();
    await critical.getByRole("button", { name: "Acknowledge" }).click();
    await expect.element(summary()).toHaveTextContent("120 tasks wait. 1 acknowledged.");
    expect(document.title).toBe("(1) ▲ Alarms · Rollcall");
    const quiet = page.getByRole("region", { name: /^Acknowledged/u });
    await quiet.getByRole("button", { name: "Add a reason" }).click();
    await page.getByRole("textbox", { name: "Reason" }).fill("being replaced");
    await userEvent.keyboard("{Enter}");
    await expect.element(quiet).toHaveTextContent(/acknowledged \d\d:\d\d: being replaced/u);
    expect(feed.said.at(-1)).toMatchObject({
      type: "alarm-care",
      care: { acknowledged: [{ key: DOC.key, reason: "being replaced" }] },
    });
    await quiet.getByRole("button", { name: "Take back" }).click();
    await expect.element(critical.getByRole("button", { name: "Acknowledge" })).toBeVisible();
  });

  test("an agent is silenced for a while, which is said for as long as it lasts, and ended by hand", async () => {
    await open([DOC]);
    await page.getByRole("button", { name: "Silence…" }).click();
    const form = page.getByRole("form", { name: "Silence doc" });
    await form.getByLabelText("for").selectOptions("4h");
    await form.getByRole("button", { name: "Silence", exact: true }).click();
    await expect
      .element(page.getByRole("list", { name: "Silences" }))
      .toHaveTextContent(/Agent doc until .+holds back 1/u);
    await expect.element(summary()).toHaveTextContent("1 silenced.");
    expect(document.title).toBe("Alarms · Rollcall");
    await page.getByRole("button", { name: "End it now" }).click();
    await expect.element(page.getByRole("list", { name: "Silences" })).not.toBeInTheDocument();
    expect(document.title).toBe("(1) ◆ Alarms · Rollcall");
  });

  test("a tone is made only once the sound was armed by a click", async () => {
    const played: number[] = [];
    const voice = {
      isRunning: () => true,
      resume: () => Promise.resolve(),
      suspend: () => Promise.resolve(),
      listen: () => undefined,
      play: (notes: readonly unknown[]) => void played.push(notes.length),
    };
    const feed = await open([], alarmsPath(), { io: { createVoice: () => voice } });
    tell(feed, [QUEUE]);
    await expect.element(summary()).toHaveTextContent("120 tasks wait.");
    expect(played).toEqual([]);
    await page.getByRole("button", { name: "Turn the sound on" }).click();
    await expect.element(page.getByRole("status", { name: "Sound" })).toHaveTextContent("Armed");
    await page.getByRole("button", { name: "notice" }).click();
    expect(played).toEqual([1]);
    tell(feed, [DOC, QUEUE]);
    await expect.poll(() => played).toEqual([1, 4]);
  });

  test("a threshold is tried against the past, refused where it is none, and kept on this device", async () => {
    const from = now - 6 * 60 * MINUTE_MS;
    const answers = { "alarm-try": { state: "told" as const, times: 3, at: [now - 9 * MINUTE_MS], from } };
    const feed = await open([], alarmsPath("rules"), { answers });
    const rule = page.getByRole("listitem", { name: "Queue deep" });
    const field = rule.getByLabelText("Tasks that wait");
    await expect.element(rule).toHaveTextContent("default");
    await field.fill("12.5");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.element(rule).toHaveTextContent("Must be a whole number from 1 to 1000000.");
    await field.fill("12");
    await rule.getByRole("button", { name: "Try" }).click();
    await expect
      .element(page.getByRole("status", { name: "Queue deep tried" }))
      .toHaveTextContent(/Would have fired 3\stimes in the last/u);
    await rule.getByLabelText("Judged").click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect.element(page.getByRole("status", { name: "Rules saved" })).toHaveTextContent("Kept on this device");
    await expect.element(rule).toHaveTextContent("from this device; default 100 tasks");
    expect(feed.said.at(-1)).toEqual({
      type: "alarm-settings",
      settings: { thresholds: { queueDepthTasks: 12 }, off: ["queue-depth"] },
    });
  });

  test("a file that is none is refused in a sentence, and one that is takes the place of what was here", async () => {
    const feed = await open([DOC], alarmsPath("rules"));
    const input = page.getByLabelText("Import a file");
    await userEvent.upload(input, new File(["{"], "broken.json", { type: "application/json" }));
    const said = page.getByRole("status", { name: "Import" });
    await expect.element(said).toHaveTextContent("This file is no JSON.");
    const kept = {
      care: { acknowledged: [{ key: DOC.key, at: now, reason: null }], silences: [] },
      settings: { thresholds: { queueDepthTasks: 7 } },
      history: [],
    };
    await userEvent.upload(input, new File([alarmFileText(kept)], "alarms.json", { type: "application/json" }));
    await expect.element(said).toHaveTextContent(/Imported: 1\sacknowledgement, 0\ssilences/u);
    await expect.element(page.getByLabelText("Tasks that wait")).toHaveValue("7");
    expect(feed.said.at(-1)).toMatchObject({
      type: "alarm-settings",
      settings: { thresholds: { queueDepthTasks: 7 } },
    });
    await expect.element(summary()).toHaveTextContent("1 acknowledged.");
  });
});
