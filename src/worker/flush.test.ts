import { expect, test } from "vitest";
import { createFlush } from "./flush.ts";

/** A clock and timers that go on only when told to. */
function bench(costMs: number) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const sentAt: number[] = [];
  let tick = 0;
  const flush = createFlush(
    () => {
      now += costMs;
      tick += 1;
      return { tick };
    },
    () => sentAt.push(now - costMs),
    {
      now: () => now,
      setTimer(run, ms) {
        timers.push({ at: now + ms, run });
        return setTimeout(() => {}, 0);
      },
      clearTimer() {},
    },
  );
  return {
    flush,
    sentAt,
    acknowledge: () => flush.acknowledged(tick),
    /** Goes on to that moment, running what is due on the way. */
    goTo: (moment: number) => {
      for (;;) {
        const due = timers.filter(({ at }) => at <= moment).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((one) => one !== due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = Math.max(now, moment);
    },
  };
}

test("the first two changes after a quiet moment go at once, the next ones every 100 ms", () => {
  const { flush, sentAt, acknowledge, goTo } = bench(0);
  flush.changed();
  expect(sentAt).toEqual([0]);
  acknowledge();
  goTo(1);
  flush.changed();
  expect(sentAt).toEqual([0, 1]);
  acknowledge();
  flush.changed();
  flush.changed();
  goTo(99);
  expect(sentAt).toEqual([0, 1]);
  goTo(105);
  expect(sentAt).toEqual([0, 1, 101]);
  acknowledge();
  goTo(250);
  flush.changed();
  expect(sentAt).toEqual([0, 1, 101, 250]);
});

test("nothing goes before the page has acknowledged the last patch", () => {
  const { flush, sentAt, acknowledge, goTo } = bench(0);
  flush.changed();
  flush.changed();
  goTo(5_000);
  expect(sentAt).toEqual([0]);
  flush.acknowledged(99);
  expect(sentAt).toEqual([0]);
  acknowledge();
  goTo(6_000);
  expect(sentAt, "a page that took so long is given time").toEqual([0, 6_000]);
});

test("a page that takes long to render hears less often: eight times as long, a second at most", () => {
  for (const [renderMs, every] of [
    [20, 180],
    [30, 270],
    [400, 1_400],
  ] as const) {
    const { flush, sentAt, acknowledge, goTo } = bench(0);
    flush.changed();
    goTo(renderMs);
    acknowledge();
    flush.changed();
    goTo(every - 1);
    expect(sentAt).toEqual([0]);
    goTo(every);
    expect(sentAt).toEqual([0, every]);
  }
});

test("dear patches come less often, a twentieth of the time, but once a second at least", () => {
  for (const [costMs, every] of [
    [6, 120],
    [30, 600],
    [400, 1_000],
  ] as const) {
    const { flush, sentAt, acknowledge, goTo } = bench(costMs);
    flush.changed();
    acknowledge();
    flush.changed();
    goTo(every);
    expect(sentAt).toEqual([0, every]);
  }
});

test("a page that looks once a second is told once a second, and as often as before when it does so again", () => {
  const { flush, sentAt, acknowledge, goTo } = bench(0);
  flush.setPace(1_000);
  for (let now = 0; now < 3_000; now += 50) {
    goTo(now);
    flush.changed();
    acknowledge();
  }
  expect(sentAt).toEqual([0, 1_000, 2_000]);
  flush.setPace(null);
  for (let now = 3_000; now < 6_000; now += 50) {
    goTo(now);
    flush.changed();
    acknowledge();
  }
  expect(sentAt.filter((at) => at >= 3_000).length).toBeGreaterThan(5);
});
