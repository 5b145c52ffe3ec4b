import { afterEach, describe, expect, test, vi } from "vitest";
import type { AlarmDesk } from "./alarm-desk.ts";
import { silentAlarmDesk } from "./alarm-desk.ts";
import { feedOfView } from "./feed-of-view.ts";
import type { FixedFeed } from "./feed-of-view.ts";
import type { NotificationMaker } from "./notifier.ts";
import type { Voice } from "./sounder.ts";
import { ALARM_AT as AT, alarmFixture, eventFixture } from "#model/alarms/alarm-fixture.ts";
import type { Alarm, AlarmEvent } from "#model/alarms/alarm.ts";
import type { CallSeverity } from "#model/announce/call.ts";
import { CALL_SEVERITIES } from "#model/announce/call.ts";
import { TONES } from "#model/announce/tones.ts";
import { emptyView } from "#model/empty-view.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";

const DOC = alarmFixture();
const QUEUE = alarmFixture({ key: "queue-depth", rule: "queue-depth", sentence: "120 tasks wait.", members: [] });

/** Stands in for the browser's sound: the tones that it was told to make, and whether a click is needed first. */
function standInVoice(clicked: boolean) {
  const played: CallSeverity[] = [];
  const heard = new Set<() => void>();
  const page = { clicked };
  let isRunning = false;
  const voice: Voice = {
    isRunning: () => isRunning,
    async resume() {
      if (!page.clicked) throw new Error("NotAllowedError");
      isRunning = true;
      for (const listener of heard) listener();
    },
    async suspend() {
      isRunning = false;
    },
    listen: (changed) => heard.add(changed),
    play: (notes) => played.push(...CALL_SEVERITIES.filter((severity) => TONES[severity] === notes)),
  };
  return { page, played, voice };
}

function standInNotifications(permission: NotificationPermission, answer: NotificationPermission = permission) {
  const shown: { title: string; options: NotificationOptions; open: boolean }[] = [];
  const maker: { permission: NotificationPermission } & NotificationMaker = {
    permission,
    async requestPermission() {
      maker.permission = answer;
      return answer;
    },
    make(title, options) {
      const one = { title, options, open: true };
      shown.push(one);
      return { addEventListener: () => undefined, close: () => void (one.open = false) };
    },
  };
  return { shown, maker };
}

let tick = 1;
function tell(feed: FixedFeed, alarms: readonly Alarm[], history: readonly AlarmEvent[] = []): void {
  const view = feed.mirror.getView();
  feed.mirror.apply({ tick: ++tick, alarms: { ...view.alarms, alarms, history, judgedAt: AT } });
}

/** A page that was opened long enough ago for whatever comes now to be new. */
function opened(io: Parameters<typeof silentAlarmDesk>[1] = {}): { feed: FixedFeed; desk: AlarmDesk } {
  const feed = feedOfView({ ...emptyView(AT), clock: { offsetMs: 0, plusMinusMs: 1, source: "varz", jump: null } });
  vi.useFakeTimers({ now: AT });
  const desk = silentAlarmDesk(feed, { now: () => Date.now(), ...io });
  vi.setSystemTime(AT + 5 * MINUTE_MS);
  return { feed, desk };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("sound", () => {
  test("is off until somebody arms it; then a new alarm makes one tone", async () => {
    const { voice, played } = standInVoice(true);
    const { feed, desk } = opened({ createVoice: () => voice });
    tell(feed, [DOC]);
    expect(played).toEqual([]);
    expect(desk.announcer.get().sound).toBe("off");
    desk.announcer.setSound(true);
    await vi.waitFor(() => expect(desk.announcer.get().sound).toBe("armed"));
    vi.setSystemTime(Date.now() + MINUTE_MS);
    tell(feed, [DOC, QUEUE]);
    expect(played).toEqual(["warning"]);
    tell(feed, [DOC, { ...QUEUE, total: 2 }]);
    expect(played).toHaveLength(1);
    desk.announcer.setSound(false);
    tell(feed, []);
    tell(feed, [DOC]);
    expect(played).toHaveLength(1);
    expect(desk.announcer.get().sound).toBe("off");
  });

  test("that a browser holds back says so, and is armed by the next touch of the page", async () => {
    const { voice, page } = standInVoice(false);
    const { desk } = opened({ createVoice: () => voice });
    desk.announcer.setSound(true);
    await vi.waitFor(() => expect(desk.announcer.get().sound).toBe("blocked"));
    page.clicked = true;
    desk.announcer.touched();
    await vi.waitFor(() => expect(desk.announcer.get().sound).toBe("armed"));
  });

  test("is said to be missing where a browser has none", () => {
    const { desk } = opened();
    desk.announcer.setSound(true);
    expect(desk.announcer.get().sound).toBe("unsupported");
  });

  test("is made again after the minutes that were set, until somebody acknowledges", async () => {
    const { voice, played } = standInVoice(true);
    const { feed, desk } = opened({ createVoice: () => voice });
    desk.announcer.setSound(true);
    await vi.waitFor(() => expect(desk.announcer.get().sound).toBe("armed"));
    desk.announcer.setRepeatMinutes(2);
    tell(feed, [DOC]);
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    expect(played).toEqual(["critical", "critical"]);
    desk.care.acknowledge([DOC], null, Date.now());
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(played).toEqual(["critical", "critical"]);
  });
});

describe("notifications", () => {
  test("are asked for on request only, one for each alarm, taken back when it is acknowledged", async () => {
    const { maker, shown } = standInNotifications("default", "granted");
    const { feed, desk } = opened({ notifications: maker });
    tell(feed, [DOC]);
    expect(shown).toEqual([]);
    desk.announcer.setNotifications(true);
    await vi.waitFor(() => expect(desk.announcer.get().notifications).toBe("on"));
    tell(feed, [DOC, QUEUE]);
    expect(shown).toMatchObject([
      { title: "Warning · Rollcall", options: { body: "120 tasks wait.", tag: "queue-depth" } },
    ]);
    desk.care.acknowledge([QUEUE], null, Date.now());
    expect(shown[0]?.open).toBe(false);
  });

  test("that were refused are said to be, and none is made", async () => {
    const { maker, shown } = standInNotifications("default", "denied");
    const { feed, desk } = opened({ notifications: maker });
    desk.announcer.setNotifications(true);
    await vi.waitFor(() => expect(desk.announcer.get().notifications).toBe("denied"));
    tell(feed, [DOC]);
    expect(shown).toEqual([]);
  });
});

describe("what the page shows", () => {
  test("is what stands, marked with what was done about it, until a silence ends", async () => {
    const { feed, desk } = opened();
    tell(feed, [DOC]);
    desk.care.silence({
      what: { by: "agent", agent: "doc" },
      from: Date.now(),
      until: Date.now() + HOUR_MS,
      reason: null,
    });
    expect(desk.announcer.get().alarms[0]?.care.state).toBe("silenced");
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(desk.announcer.get().alarms[0]?.care.state).toBe("none");
    expect(desk.announcer.get().calls[0]?.care).toBe("loud");
  });

  test("is kept as history, alarm by alarm", () => {
    const { feed, desk } = opened();
    tell(feed, [DOC], [eventFixture()]);
    tell(feed, [], [eventFixture({ id: 2, at: AT + 100_000, kind: "ended", because: "recovered" }), eventFixture()]);
    expect(desk.care.get().history.map(({ kind }) => kind)).toEqual(["raised", "ended"]);
  });

  test("calls out that nobody judges where the page's own worker is gone", () => {
    const { feed, desk } = opened();
    feed.mirror.setTrouble({ since: AT, reason: "it ended", tries: 0, nextTryAt: null, gaveUp: true });
    expect(desk.announcer.get().calls).toMatchObject([{ key: "worker-gone", severity: "critical" }]);
  });
});
