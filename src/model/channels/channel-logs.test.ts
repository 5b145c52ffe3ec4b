import { eventFixture } from "./event-fixture.ts";
import type { ChannelLogs, LogLimits } from "./channel-logs.ts";
import { addToLog, createChannelLogs, letGoOf, voidStreamInLogs } from "./channel-logs.ts";
import type { EventFacts } from "../view.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const LIMITS: LogLimits = { perChannel: { count: 8, bytes: 4000 }, inAll: { count: 24, bytes: 12_000 } };

const events = fc
  .uniqueArray(
    fc.record({
      seq: fc.integer({ min: 1, max: 60 }),
      stream: fc.constantFrom("A", "B"),
      channel: fc.constantFrom("errors", "coordination", "roadmap", "x.y", "constructor", "other"),
      length: fc.integer({ min: 0, max: 400 }),
    }),
    { selector: ({ stream, seq }) => `${stream} ${seq}`, maxLength: 60 },
  )
  .map((all) => all.map(({ length, seq, ...event }) => eventFixture(seq, { ...event, text: "t".repeat(length) })));

function logsOf(all: readonly EventFacts[]): ChannelLogs {
  const logs = createChannelLogs(LIMITS);
  for (const event of all) addToLog(logs, event.channel, event);
  return logs;
}

function shown(logs: ChannelLogs): object {
  return Object.fromEntries(
    [...logs.byName.values()].map((log) => [log.name, { items: log.newest.items, letGo: letGoOf(log) }]),
  );
}

describe("the logs of channels", () => {
  it("hold the same whatever the order in which messages came", () => {
    fc.assert(
      fc.property(
        events.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([some, shuffled]) => {
          expect(shown(logsOf(shuffled))).toEqual(shown(logsOf(some)));
        },
      ),
    );
  });

  it("stay within their bounds, each and in all, and count what they let go", () => {
    fc.assert(
      fc.property(events, (all) => {
        const logs = createChannelLogs(LIMITS);
        const letGo = all.reduce((sum, event) => sum + addToLog(logs, event.channel, event), 0);
        const each = [...logs.byName.values()];
        for (const { newest } of each) {
          expect(newest.items.length).toBeLessThanOrEqual(LIMITS.perChannel.count);
          expect(newest.size).toBeLessThanOrEqual(LIMITS.perChannel.bytes);
        }
        const held = each.reduce((sum, { newest }) => sum + newest.items.length, 0);
        expect(held).toBeLessThanOrEqual(LIMITS.inAll.count);
        expect(each.reduce((sum, { newest }) => sum + newest.size, 0)).toBeLessThanOrEqual(LIMITS.inAll.bytes);
        expect(held + letGo).toBe(all.length);
        expect(each.reduce((sum, log) => sum + letGoOf(log), 0)).toBe(letGo);
      }),
    );
  });

  it("keep errors however much is said elsewhere, and however many channels there are", () => {
    const logs = createChannelLogs(LIMITS);
    for (let seq = 1; seq <= 4; seq++) addToLog(logs, "errors", eventFixture(seq, { text: "e" }));
    for (let seq = 5; seq <= 500; seq++) {
      const channel = `chatter-${seq % 12}`;
      addToLog(logs, channel, eventFixture(seq, { channel, text: "blah ".repeat(10) }));
    }
    expect(logs.byName.get("errors")?.newest.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it("lose what came from a stream that was made again, and the count of it", () => {
    const all = Array.from({ length: 20 }, (_, index) => eventFixture(index + 1, { stream: index < 15 ? "A" : "B" }));
    const logs = logsOf(all);
    voidStreamInLogs(logs, "B");
    voidStreamInLogs(logs, "A");
    expect(shown(logs)).toEqual({});
  });
});
