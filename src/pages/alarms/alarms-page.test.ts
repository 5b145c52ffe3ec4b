import { describe, expect, test } from "vitest";
import { alarmHref } from "./alarm-href.ts";
import { alarmSpans, endWords, MOST_ROWS } from "./alarm-spans.ts";
import { alarmsSentence } from "./alarms-sentence.ts";
import { alarmGroups, careWords, listedAlarm } from "./listed-alarms.ts";
import { rateRows } from "./rate-rows.ts";
import { draftOf, readDraft, sameDraft, shownThreshold, underlying, unitOf } from "./rules-draft.ts";
import { parseAlarmsSearch } from "./search.ts";
import { commonPrefix, silenceChoices, silenceOf } from "./silence-choices.ts";
import { triedWords } from "./tried-words.ts";
import { ALARM_AT as AT, alarmFixture, eventFixture } from "#model/alarms/alarm-fixture.ts";
import { createRateMemory, countRaised, rateOf } from "#model/alarms/alarm-rate.ts";
import type { AlarmLink, RuleId, RuleState } from "#model/alarms/alarm.ts";
import { RULE_IDS } from "#model/alarms/alarm.ts";
import { NO_ALARMS } from "#model/alarms/empty-alarms.ts";
import { occurrencesOf } from "#model/alarms/occurrences.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";

const DOC = alarmFixture();
const QUEUE = alarmFixture({
  key: "queue-depth",
  rule: "queue-depth",
  severity: "warning",
  subject: "the queue",
  sentence: "120 tasks wait.",
  members: [],
  link: { kind: "tasks", state: "available" },
});
const acknowledged = alarmFixture({
  key: "agent-silent/jen",
  subject: "jen",
  care: { state: "acknowledged", at: AT + 5 * MINUTE_MS, reason: "being replaced" },
});
const silenced = alarmFixture({
  key: "agent-late/al",
  rule: "agent-late",
  severity: "warning",
  care: { state: "silenced", until: AT + 2 * HOUR_MS, by: "1" },
});
const text = (parts: ReturnType<typeof alarmsSentence>): string =>
  parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
const rules: Record<RuleId, RuleState> = { ...NO_ALARMS.rules };
for (const id of RULE_IDS) rules[id] = { state: "judged" };
const judged = { ...NO_ALARMS, judgedAt: AT, rules };

describe("the sentence", () => {
  test("says what calls first, and what somebody has taken care of", () => {
    expect(text(alarmsSentence([DOC], judged))).toBe("doc silent since 12:00.");
    expect(text(alarmsSentence([DOC, QUEUE, acknowledged, silenced], judged))).toBe(
      "2\u00A0alarms, the worst: doc silent since 12:00. 1 acknowledged, 1 silenced.",
    );
    expect(text(alarmsSentence([acknowledged], judged))).toBe("No alarm calls. 1 acknowledged.");
  });

  test("tells nothing from nothing known, and from rules that are not judged", () => {
    expect(text(alarmsSentence([], NO_ALARMS))).toBe("Nothing is judged yet.");
    expect(text(alarmsSentence([], judged))).toBe("No alarm.");
    const but = { ...rules, "server-health": { state: "not-judged" as const, why: "No login for it." } };
    expect(text(alarmsSentence([], { ...judged, rules: but }))).toBe(
      "No alarm. 1 of 22\u00A0rules cannot be judged here.",
    );
  });
});

describe("the list", () => {
  test("has what calls by severity, then what is taken care of; empty groups are left out", () => {
    const groups = alarmGroups([acknowledged, DOC, QUEUE, silenced]);
    expect(groups.map(({ name, alarms }) => [name, alarms.map(({ key }) => key)])).toEqual([
      ["Critical", ["agent-silent/doc"]],
      ["Warning", ["queue-depth"]],
      ["Acknowledged", ["agent-silent/jen"]],
      ["Silenced", ["agent-late/al"]],
    ]);
    expect(careWords([acknowledged, acknowledged, DOC], AT + 4 * HOUR_MS + 5 * MINUTE_MS)).toBe(
      "2 acknowledged, the oldest 4\u00A0h ago",
    );
    expect(careWords([DOC], AT)).toBeNull();
  });

  test("says since when, what was done, and who is meant, some of many by name", () => {
    expect(listedAlarm(acknowledged, AT + HOUR_MS, "UTC")).toMatchObject({
      title: "Agent silent",
      since: { words: "since 12:00", whole: "24 Nov 2026, 12:00:00" },
      age: "1\u00A0h",
      state: "acknowledged 12:05: being replaced",
      quiet: true,
      href: "#/agents/doc",
    });
    const members = Array.from({ length: 50 }, (_, at) => ({
      id: `scraper-${at}`,
      since: AT,
      state: "raised" as const,
      link: { kind: "agent" as const, id: `scraper-${at}` },
    }));
    const many = listedAlarm(alarmFixture({ members, total: 120 }), AT);
    expect([many.members.length, many.more]).toEqual([8, 112]);
    expect(listedAlarm(alarmFixture({ state: "recovering" }), AT).state).toBe("recovering");
  });

  test("leads to what each alarm is about", () => {
    const links: AlarmLink[] = [
      { kind: "agent", id: "a/b" },
      { kind: "agents", standing: "silent" },
      { kind: "task", id: "42" },
      { kind: "tasks", state: "stuck" },
      { kind: "tasks", state: "available" },
      { kind: "messages", channel: "errors" },
      { kind: "stream", name: "S" },
      { kind: "streams" },
      { kind: "consumer", stream: "S", name: "c" },
      { kind: "consumers" },
      { kind: "server" },
      { kind: "view" },
    ];
    expect(links.map(alarmHref)).toEqual([
      "#/agents/a%2Fb",
      "#/agents?state=silent",
      "#/tasks/42",
      "#/tasks?finding=any",
      "#/tasks?state=available",
      "#/channels/errors",
      "#/streams/S",
      "#/streams?show=attention",
      "#/consumers?stream=S",
      "#/consumers",
      "#/server",
      "#/connection",
    ]);
  });
});

describe("a silence", () => {
  test("is of an agent, of names that begin alike, or of the rule, the narrowest first", () => {
    expect(silenceChoices(DOC).map(({ value }) => value)).toEqual(["agent", "prefix", "rule"]);
    expect(silenceChoices(QUEUE).map(({ value }) => value)).toEqual(["rule"]);
    expect(silenceOf(DOC, "agent", "")).toEqual({ by: "agent", agent: "doc" });
    expect(silenceOf(DOC, "prefix", " ")).toBeNull();
    const members = ["scraper-eu-1", "scraper-eu-12"].map((id) => ({
      id,
      since: AT,
      state: "raised" as const,
      link: { kind: "agent" as const, id },
    }));
    expect(commonPrefix(alarmFixture({ members }))).toBe("scraper-eu-1");
    expect(commonPrefix(alarmFixture({ members: members.slice(1) }))).toBe("scraper-eu-");
    expect(commonPrefix(DOC)).toBe("doc");
  });
});

describe("the picture", () => {
  const events = [
    eventFixture({ at: AT }),
    eventFixture({ id: 2, at: AT + 4 * MINUTE_MS, kind: "ended", because: "recovered" }),
    eventFixture({ id: 3, at: AT + 10 * MINUTE_MS, since: AT + 9 * MINUTE_MS }),
    eventFixture({ id: 4, at: AT, key: "queue-depth", rule: "queue-depth", severity: "warning", subject: "the queue" }),
  ];

  test("has one line for each alarm, coloured only while it stands", () => {
    const { rows } = alarmSpans(occurrencesOf(events, [DOC]), { from: AT, to: AT + HOUR_MS }, "UTC");
    expect(rows.map(({ label, spans }) => [label, spans.map(({ look, to, open }) => [look, to, open])])).toEqual([
      [
        "Agent silent: doc",
        [
          ["critical", null, false],
          ["over", AT + 4 * MINUTE_MS, false],
        ],
      ],
      ["Queue deep: the queue", [["over", AT, true]]],
    ]);
    expect(rows[0]?.spans[1]?.title).toBe("critical, 12:00, recovered after 4\u00A0min: doc silent since 12:00.");
    const ends = occurrencesOf(events, [DOC]).map((one) => endWords(one, AT + HOUR_MS));
    expect(ends).toContain("stands, 50\u00A0min so far");
  });

  test("leaves out what is outside the window, and counts what has no room", () => {
    const many = Array.from({ length: 20 }, (_, at) => eventFixture({ id: at, key: `agent-silent/${at}`, at: AT }));
    expect(alarmSpans(occurrencesOf(many, []), { from: AT - 1, to: AT + 1 })).toMatchObject({ left: 20 - MOST_ROWS });
    expect(alarmSpans(occurrencesOf(many, []), { from: AT + 1, to: AT + 2 }).rows).toEqual([]);
  });
});

describe("the rate", () => {
  test("stands beside the targets, and a share of few is no share", () => {
    const memory = createRateMemory();
    memory.since = AT;
    for (let at = 0; at < 12; at += 1) countRaised(memory, AT + at * 1000, "critical");
    const rows = rateRows(rateOf(memory, AT + 20 * MINUTE_MS, 0));
    expect(rows.map(({ id, is, met }) => [id, is, met])).toEqual([
      ["average", "6", false],
      ["peak-10-minutes", "12", false],
      ["peak-hour", "12", true],
      ["peak-minute", "12", false],
      ["critical-share", "not known yet", null],
      ["standing", "0", true],
    ]);
  });
});

describe("thresholds that are typed", () => {
  const deployment = { thresholds: { queueDepthTasks: 50 }, off: ["agent-late" as const] };

  test("are kept where they differ from what holds anyway", () => {
    const kept = draftOf(undefined, deployment);
    expect(readDraft(kept, deployment)).toEqual({ ok: true, value: undefined });
    const typed = { thresholds: { ...kept.thresholds, streamFillShare: "85.5", queueDepthTasks: " 20 " }, off: [] };
    expect(readDraft(typed, deployment)).toEqual({
      ok: true,
      value: { thresholds: { queueDepthTasks: 20, streamFillShare: 0.855 }, off: [] },
    });
    expect(sameDraft(typed, kept)).toBe(false);
    expect(sameDraft({ ...kept, thresholds: {} }, kept)).toBe(true);
    expect(draftOf({ thresholds: { streamFillShare: 0.855 } }, deployment).thresholds.streamFillShare).toBe("85.5");
  });

  test("are refused in words of their own field", () => {
    const read = readDraft(
      { thresholds: { queueDepthTasks: "1.5", streamFillShare: "120", viewLostSeconds: "soon" }, off: [] },
      undefined,
    );
    expect(read).toEqual({
      ok: false,
      error: {
        queueDepthTasks: "Must be a whole number from 1 to 1000000.",
        streamFillShare: "Must be a number from 1 to 100.",
        viewLostSeconds: "Must be a number from 0.1 to 100000.",
      },
    });
  });

  test("say who speaks where this device does not", () => {
    expect(underlying("queueDepthTasks", deployment)).toEqual({ value: 50, from: "rollcall.json" });
    expect(underlying("queueDepthTasks", undefined)).toEqual({ value: 100, from: "default" });
    expect([shownThreshold("streamFillShare", 0.9), unitOf("streamFillShare")]).toEqual([90, "%"]);
  });
});

test("what a try says: how often, how far back, or why not", () => {
  const from = AT - 6 * HOUR_MS;
  expect(triedWords({ state: "told", times: 3, at: [AT - HOUR_MS], from }, AT, "UTC")).toBe(
    "Would have fired 3\u00A0times in the last 6\u00A0h, last 11:00.",
  );
  expect(triedWords({ state: "told", times: 0, at: [], from }, AT)).toBe("Would not have fired in the last 6\u00A0h.");
  expect(triedWords({ state: "no-history", why: "It is judged from now on." }, AT)).toBe(
    "No history of this. It is judged from now on.",
  );
});

test("an address with nonsense in it is the page as it is", () => {
  expect(parseAlarmsSearch({ show: "all", window: "7d" })).toEqual({ show: "now", window: "7d" });
});
