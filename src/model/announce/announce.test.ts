import { describe, expect, test } from "vitest";
import type { AnnounceMemory, AnnounceOptions, Announcement } from "./announce.ts";
import { announce, NOTHING_ANNOUNCED, SAY_EVERY_MS, TONE_EVERY_MS } from "./announce.ts";
import type { Call } from "./call.ts";
import { MINUTE_MS } from "#util/units.ts";

const LATER = 1_000_000;
const DOC: Call = {
  key: "silent doc",
  severity: "critical",
  sentence: "doc silent since 12:03.",
  newsAt: 1,
  care: "loud",
};
const QUEUE: Call = { key: "queue", severity: "warning", sentence: "120 tasks wait.", newsAt: 1, care: "loud" };
const NOTE: Call = { key: "note", severity: "notice", sentence: "events is 71 % full.", newsAt: 1, care: "loud" };

/** Looks one after the other, each so many milliseconds after the first. */
function looks(
  steps: readonly (readonly [atMs: number, calls: readonly Call[], options?: Partial<AnnounceOptions>])[],
): Announcement[] {
  let memory: AnnounceMemory = NOTHING_ANNOUNCED;
  return steps.map(([atMs, calls, options]) => {
    const looked = announce(memory, calls, LATER + atMs, { quiet: false, repeatAfterMs: null, ...options });
    memory = looked.memory;
    return looked.announcement;
  });
}

const acknowledged = (call: Call): Call => ({ ...call, care: "acknowledged" });
const silenced = (call: Call): Call => ({ ...call, care: "silenced" });

describe("a tone", () => {
  test("sounds once for a new alarm, and not again while it stands", () => {
    const tones = looks([
      [0, [DOC]],
      [10_000, [DOC]],
      [20_000, [DOC]],
    ]);
    expect(tones.map(({ tone }) => tone)).toEqual(["critical", null, null]);
  });

  test("sounds once for several that come at once, as the worst of them", () => {
    expect(looks([[0, [NOTE, DOC, QUEUE]]])[0]?.tone).toBe("critical");
  });

  test("waits for its turn after another, but not for a lesser one's", () => {
    const tones = looks([
      [0, [QUEUE]],
      [500, [QUEUE, NOTE]],
      [600, [QUEUE, NOTE, DOC]],
      [600 + TONE_EVERY_MS, [QUEUE, NOTE, DOC]],
    ]);
    expect(tones.map(({ tone }) => tone)).toEqual(["warning", null, "critical", null]);
    const owed = looks([
      [0, [DOC]],
      [500, [DOC, QUEUE]],
      [TONE_EVERY_MS, [DOC, QUEUE]],
    ]);
    expect(owed.map(({ tone }) => tone)).toEqual(["critical", null, "warning"]);
    expect(owed[1]?.lookAgainAt).toBe(LATER + TONE_EVERY_MS);
  });

  test("is repeated while something stands that nobody acknowledged, and never after", () => {
    const options = { repeatAfterMs: 5 * MINUTE_MS };
    const tones = looks([
      [0, [DOC], options],
      [4 * MINUTE_MS, [DOC], options],
      [5 * MINUTE_MS, [DOC], options],
      [11 * MINUTE_MS, [acknowledged(DOC)], options],
      [20 * MINUTE_MS, [acknowledged(DOC)], options],
    ]);
    expect(tones.map(({ tone }) => tone)).toEqual(["critical", null, "critical", null, null]);
    expect(tones.map(({ lookAgainAt }) => lookAgainAt === null)).toEqual([false, false, false, true, true]);
  });

  test("is not sounded for what stood when the page was opened, until it is repeated", () => {
    const options = { quiet: true, repeatAfterMs: 5 * MINUTE_MS };
    const tones = looks([
      [0, [DOC], options],
      [1000, [DOC], { ...options, quiet: false }],
      [5 * MINUTE_MS, [DOC], { ...options, quiet: false }],
    ]);
    expect(tones.map(({ tone }) => tone)).toEqual([null, null, "critical"]);
  });

  test("sounds again where an alarm turns worse, comes back, or is no longer silenced", () => {
    const tones = looks([
      [0, [{ ...DOC, severity: "warning" }]],
      [10_000, [{ ...DOC, newsAt: 2 }]],
      [20_000, []],
      [30_000, [DOC]],
      [40_000, [silenced(DOC)]],
      [50_000, [DOC]],
    ]);
    expect(tones.map(({ tone }) => tone)).toEqual(["warning", "critical", null, "critical", null, "critical"]);
  });
});

describe("a notification", () => {
  test("comes once for each new alarm, never for what somebody took care of", () => {
    const told = looks([
      [0, [DOC, silenced(QUEUE), acknowledged(NOTE)]],
      [10_000, [DOC]],
    ]);
    expect(told.map(({ notify }) => notify)).toEqual([[DOC], []]);
  });

  test("is withdrawn when its alarm is over or acknowledged", () => {
    const told = looks([
      [0, [DOC, QUEUE]],
      [10_000, [acknowledged(DOC), QUEUE]],
      [20_000, [acknowledged(DOC)]],
    ]);
    expect(told.map(({ withdraw }) => withdraw)).toEqual([[], ["silent doc"], ["queue"]]);
  });
});

describe("a screen reader", () => {
  test("hears what came and what is over, once each", () => {
    const said = looks([
      [0, [DOC]],
      [10_000, [DOC]],
      [20_000, []],
      [30_000, []],
    ]);
    expect(said.map(({ say }) => say)).toEqual([
      "New alarm, critical: doc silent since 12:03.",
      null,
      "Over: doc silent since 12:03.",
      null,
    ]);
  });

  test("is not interrupted more than once in a while: what happened meanwhile is summed up", () => {
    const said = looks([
      [0, [NOTE]],
      [1000, [NOTE, QUEUE]],
      [2000, [NOTE, QUEUE, DOC]],
      [SAY_EVERY_MS, [QUEUE, DOC]],
    ]);
    expect(said.map(({ say }) => say)).toEqual([
      "New alarm, notice: events is 71 % full.",
      null,
      null,
      "2 new alarms, the worst critical: doc silent since 12:03. Over: events is 71 % full.",
    ]);
    expect(said[1]?.lookAgainAt).toBe(LATER + SAY_EVERY_MS);
  });

  test("hears nothing of what came and went in between, of what is silenced, or of what the page says itself", () => {
    const said = looks([
      [0, [NOTE]],
      [1000, [NOTE, QUEUE]],
      [2000, [NOTE]],
      [SAY_EVERY_MS, [NOTE, silenced(DOC)]],
      [2 * SAY_EVERY_MS, [NOTE]],
      [3 * SAY_EVERY_MS, [NOTE, { ...DOC, saidElsewhere: true }]],
      [4 * SAY_EVERY_MS, [NOTE]],
    ]);
    expect(said.slice(1).map(({ say }) => say)).toEqual([null, null, null, null, null, null]);
  });
});
