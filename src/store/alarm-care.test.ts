import { describe, expect, test } from "vitest";
import { alarmFileText, parseAlarmFile } from "./alarm-file.ts";
import { CARE_KEY, createAlarmCare, HISTORY_KEY } from "./alarm-care.ts";
import { parseDeployment } from "./deployment-file.ts";
import { mergeAlarms } from "./settings.ts";
import type { KeyValues } from "./user-settings.ts";
import { ALARM_AT as AT, alarmFixture, eventFixture } from "#model/alarms/alarm-fixture.ts";
import { applyCare } from "#model/alarms/care.ts";
import { HOUR_MS } from "#util/units.ts";

function device(): KeyValues {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

const BROKEN: KeyValues = {
  getItem() {
    throw new Error("blocked");
  },
  setItem() {
    throw new Error("full");
  },
  removeItem: () => undefined,
};

/** Alarms that stand on the screen. */
function shown(...keys: string[]) {
  return keys.map((key) => ({ key, newsAt: AT }));
}

const SILENCE = { what: { by: "agent", agent: "doc" }, from: AT, until: AT + HOUR_MS, reason: null } as const;

describe("care of alarms", () => {
  test("is kept on the device, for the page that is opened next", () => {
    const kept = device();
    const first = createAlarmCare(kept);
    first.acknowledge(shown("agent-silent/doc"), "being replaced", AT);
    first.silence(SILENCE);
    const { care } = createAlarmCare(kept).get();
    expect(care.acknowledged).toEqual([{ key: "agent-silent/doc", reason: "being replaced", at: AT }]);
    expect(care.silences).toMatchObject([SILENCE]);
  });

  test("an acknowledgement within the second in which an alarm came is of that alarm", () => {
    const care = createAlarmCare(device());
    const alarm = alarmFixture({ newsAt: AT + 700 });
    care.acknowledge([alarm], null, AT);
    expect(applyCare([alarm], care.get().care, AT)[0]?.care).toMatchObject({ state: "acknowledged" });
  });

  test("of two tabs is one: neither writes over what the other did", () => {
    const kept = device();
    const [one, other] = [createAlarmCare(kept), createAlarmCare(kept)];
    let heard = 0;
    one.subscribe(() => (heard += 1));
    one.acknowledge(shown("a"), null, AT);
    other.acknowledge(shown("b"), null, AT);
    expect(heard).toBe(1);
    one.reread();
    expect(heard).toBe(2);
    expect(one.get().care.acknowledged.map(({ key }) => key)).toEqual(["a", "b"]);
    one.reread();
    expect(heard).toBe(2);
  });

  test("is taken back by hand, and ends with its alarm", () => {
    const care = createAlarmCare(device());
    care.acknowledge(shown("a", "b", "c"), null, AT);
    care.unacknowledge(["a"]);
    care.note([eventFixture({ key: "b", kind: "ended", at: AT + 1, because: "recovered" })], [], AT + 2);
    expect(care.get().care.acknowledged.map(({ key }) => key)).toEqual(["c"]);
    care.silence(SILENCE);
    care.endSilence(care.get().care.silences[0]?.id ?? "");
    expect(care.get().care.silences).toEqual([]);
  });

  test("and history stand for as long as the page where a browser keeps nothing, or keeps nonsense", () => {
    const blocked = createAlarmCare(BROKEN);
    blocked.acknowledge(shown("a"), null, AT);
    expect(blocked.get().care.acknowledged).toHaveLength(1);
    const nonsense = device();
    nonsense.setItem(CARE_KEY, '{"acknowledged":1}');
    nonsense.setItem(HISTORY_KEY, "{");
    expect(createAlarmCare(nonsense).get()).toEqual({ care: { acknowledged: [], silences: [] }, history: [] });
  });
});

describe("history of alarms", () => {
  test("is what several pages saw, once, and bounded", () => {
    const kept = device();
    const events = Array.from({ length: 800 }, (_, at) =>
      eventFixture({ id: at, at: AT + at, key: `agent-silent/${at}` }),
    );
    const first = createAlarmCare(kept);
    first.note(events, [], AT);
    first.note(events, [], AT);
    createAlarmCare(kept).note(events, [alarmFixture()], AT);
    const { history } = createAlarmCare(kept).get();
    expect(history).toHaveLength(500);
    expect(history.at(-1)?.at).toBe(AT + 799);
  });
});

describe("the file of alarms", () => {
  const kept = {
    care: { acknowledged: [{ key: "a", at: AT, reason: "known" }], silences: [{ id: "1", ...SILENCE }] },
    settings: { thresholds: { queueDepthTasks: 50 }, off: ["agent-late" as const] },
    history: [eventFixture()],
  };

  test("is read as it was written", () => {
    expect(parseAlarmFile(alarmFileText(kept))).toEqual({ ok: true, value: kept });
  });

  test.each([
    ["{", "This file is no JSON."],
    ["[]", "This file was not exported from the Alarms page."],
    [JSON.stringify({ rollcall: "alarms", version: 2 }), /"version" must be 1: the file is of another version/u],
    [
      alarmFileText({ ...kept, settings: { thresholds: { queueDepthTasks: -1 } } }),
      /"settings\.thresholds\.queueDepthTasks" must be at least 1\. Nothing was imported\./u,
    ],
    [alarmFileText(kept).replace('"agent-late"', '"agent-early"'), /"settings\.off\.0" is not a rule/u],
    [alarmFileText(kept).replace('"raised"', '"risen"'), /"history\.0\.kind" is not something that happens/u],
    [alarmFileText(kept).replace('"agent": "doc"', '"agent": 7'), /"care\.silences\.0\.what\.agent" must be text/u],
  ])("with a mistake in it is refused in a sentence: %#", (content, sentence) => {
    const read = parseAlarmFile(content);
    expect(read.ok ? "" : read.error).toMatch(sentence);
  });
});

describe("thresholds of alarms", () => {
  test("are the deployment's, and this device's over them, one by one", () => {
    const deployment = { thresholds: { queueDepthTasks: 10, stuckTasks: 2 }, off: ["agent-late" as const] };
    expect(mergeAlarms(deployment, { thresholds: { queueDepthTasks: 20 } })).toEqual({
      thresholds: { queueDepthTasks: 20, stuckTasks: 2 },
      off: ["agent-late"],
    });
    expect(mergeAlarms(deployment, { off: [] }).off).toEqual([]);
    expect(mergeAlarms(undefined, undefined)).toEqual({ thresholds: {}, off: [] });
  });

  test.each([
    [
      '{"alarms":{"thresholds":{"streamFillShare":2}}}',
      'rollcall.json: "alarms.thresholds.streamFillShare" must be at most 1.',
    ],
    [
      '{"alarms":{"thresholds":{"stuckTasks":1.5}}}',
      'rollcall.json: "alarms.thresholds.stuckTasks" must be a whole number.',
    ],
    [
      '{"alarms":{"thresholds":{"stuck":1}}}',
      'rollcall.json: "alarms.thresholds.stuck" is not a setting that Rollcall knows.',
    ],
    ['{"alarms":{"off":["late"]}}', 'rollcall.json: "alarms.off.0" is not a rule that Rollcall knows.'],
  ])("%s", (text, error) => {
    expect(parseDeployment(text)).toEqual({ ok: false, error });
  });
});
