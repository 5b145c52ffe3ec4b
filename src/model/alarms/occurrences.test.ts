import { describe, expect, test } from "vitest";
import { ALARM_AT as AT, alarmFixture, eventFixture } from "./alarm-fixture.ts";
import { keepEvents } from "./keep-events.ts";
import { occurrencesOf } from "./occurrences.ts";

const raised = eventFixture({ id: 1, at: AT });
const ended = eventFixture({ id: 2, at: AT + 60_000, kind: "ended", because: "recovered" });

describe("what happened, alarm by alarm", () => {
  test("is one line from raised to ended, at its gravest and largest, newest first", () => {
    const worse = eventFixture({
      id: 4,
      at: AT + 100,
      key: "stream-fill",
      rule: "stream-fill",
      kind: "worse",
      total: 3,
    });
    const fill = eventFixture({ ...worse, id: 3, at: AT + 50, kind: "raised", severity: "warning", total: 1 });
    const all = occurrencesOf([ended, worse, fill, raised], [alarmFixture({ key: "stream-fill" })]);
    expect(all.map(({ key, severity, total, end }) => [key, severity, total, end.state])).toEqual([
      ["stream-fill", "critical", 3, "standing"],
      ["agent-silent/doc", "critical", 1, "ended"],
    ]);
    expect(all[1]).toMatchObject({ raisedAt: AT, end: { at: AT + 60_000, because: "recovered" } });
  });

  test("is told anew each time that it happens", () => {
    const again = eventFixture({ id: 3, at: AT + 90_000, since: AT + 80_000 });
    expect(occurrencesOf([raised, ended, again], []).map(({ raisedAt, end }) => [raisedAt, end.state])).toEqual([
      [AT + 90_000, "unseen"],
      [AT, "ended"],
    ]);
  });

  test("does not say when something ended that nobody saw end, nor draws what began before us", () => {
    expect(occurrencesOf([raised], [])[0]?.end).toEqual({ state: "unseen", lastAt: AT });
    expect(occurrencesOf([ended], [])).toEqual([]);
  });
});

describe("events kept from page to page", () => {
  test("are not doubled by a second page that tells the same a little later", () => {
    const kept = keepEvents([], [raised, ended], []);
    const told = [
      { ...raised, id: 7, at: AT + 40 },
      { ...ended, id: 8, at: AT + 60_040 },
    ];
    expect(keepEvents(kept, told, [])).toBe(kept);
  });

  test("do not begin again where a page that is opened anew finds the alarm standing", () => {
    const kept = keepEvents([], [raised], []);
    const found = { ...raised, id: 1, at: AT + 500_000 };
    expect(keepEvents(kept, [found], [alarmFixture({ atFirstLook: true })])).toBe(kept);
    const deep = eventFixture({ key: "queue-depth", rule: "queue-depth", since: AT });
    const before = keepEvents([], [deep], []);
    const standing = alarmFixture({ key: "queue-depth", rule: "queue-depth", atFirstLook: true });
    expect(keepEvents(before, [{ ...deep, at: AT + 900_000, since: AT + 900_000 }], [standing])).toBe(before);
  });

  test("begin again where the streams tell of another silence", () => {
    const kept = keepEvents([], [raised], []);
    const later = { ...raised, at: AT + 700_000, since: AT + 600_000 };
    expect(keepEvents(kept, [later], [alarmFixture({ atFirstLook: true })])).toEqual([raised, later]);
  });

  test("tell once that something grew", () => {
    const grew = eventFixture({ id: 2, at: AT + 10, kind: "grouped", total: 5 });
    const kept = keepEvents([raised], [grew], []);
    expect(kept).toHaveLength(2);
    expect(keepEvents(kept, [{ ...grew, id: 9, at: AT + 20 }], [])).toBe(kept);
  });
});
