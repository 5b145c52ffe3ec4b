import { RULE_IDS } from "./alarm.ts";
import { ALARM_RULES } from "./rules.ts";
import { DEFAULT_ALARM_THRESHOLDS } from "./thresholds.ts";
import type { Past } from "./try-rule.ts";
import { tryRule } from "./try-rule.ts";
import { beatsAtSeconds, chunkOf, messageOf, NOON, takeAllTasks, testFleet } from "../fixtures.ts";
import { foldChunk } from "../fleet.ts";
import type { StreamMessage } from "../chunk.ts";
import { DEFAULT_BOUNDS } from "../liveness.ts";
import { takeChanges } from "../take-changes.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { expect, it } from "vitest";

const NOW = NOON + 30 * MINUTE_MS;

function pastOf(...lists: StreamMessage[][]): Past {
  const fleet = testFleet();
  const all = lists.flat().sort((one, other) => one.at - other.at);
  foldChunk(fleet, chunkOf(all.map((message, index) => ({ ...message, seq: index + 1 }))));
  takeChanges(fleet);
  takeAllTasks(fleet, NOW);
  return { fleet, bounds: DEFAULT_BOUNDS, completeSince: NOON - HOUR_MS, now: NOW };
}

/** Seconds after noon, every 30 s, but for those within the gaps. */
function steady(id: string, gaps: readonly (readonly [from: number, to: number])[], phase = 0): StreamMessage[] {
  const seconds = Array.from({ length: 60 }, (_, index) => phase + index * 30);
  return beatsAtSeconds(
    id,
    seconds.filter((second) => !gaps.some(([from, to]) => second > from && second < to)),
    { heartbeat_interval: 30 },
  );
}

function times(past: Past, rule: (typeof RULE_IDS)[number], thresholds = {}): number | string {
  const tried = tryRule(past, rule, { ...DEFAULT_ALARM_THRESHOLDS, ...thresholds }, 6 * HOUR_MS);
  return tried.state === "told" ? tried.times : tried.state;
}

const task = (id: number, second: number, state: string): StreamMessage =>
  messageOf(1, NOON + second * SECOND_MS, `mjwork.tasks.${state}`, { task_id: `t${id}`, status: state, owner: "a" });

const wave = (from: number): StreamMessage[] =>
  Array.from({ length: 8 }, (_, index) => [
    task(from + index, from, "available"),
    task(from + index, from + 300, "claimed"),
  ]).flat();

it("agents: late, silent alone, silent together and flapping, by the gaps between their beats", () => {
  const calm = Array.from({ length: 10 }, (_, index) => steady(`calm-${index}`, [], index));
  const past = pastOf(
    ...calm,
    steady("late", [[300, 359]]),
    steady("silent", [[600, 760]]),
    ...[1, 2, 3, 4, 5].map((index) => steady(`host-${index}`, [[900, 1070]], index)),
  );
  expect(times(past, "agent-silent")).toBe(1);
  expect(times(past, "mass-silence")).toBe(1);
  expect(times(past, "mass-silence", { massSilentAgents: 6 })).toBe(0);
  expect(times(past, "agent-silent", { massSilentAgents: 6 })).toBe(6);
  expect(times(past, "agent-late"), "one for the late one, one before each silence").toBe(3);
  expect(times(past, "agent-flapping")).toBe(0);
  const flapping = pastOf(
    ...calm,
    steady("flaps", [
      [300, 420],
      [450, 570],
      [600, 720],
    ]),
  );
  expect(times(flapping, "agent-flapping")).toBe(1);
});

it("a silence that lasts until now counts, and so does nothing after signing off", () => {
  const past = pastOf(
    ...[0, 1, 2, 3].map((index) => steady(`calm-${index}`, [], index)),
    steady("dead", [[600, 99_999]]),
    [...steady("off", [[300, 99_999]]), ...beatsAtSeconds("off", [310], { status: "offline" })],
  );
  expect(times(past, "agent-silent")).toBe(1);
});

it("the queue and the errors, minute by minute, and no moment that lies before what is held", () => {
  const errors = Array.from({ length: 12 }, (_, index) =>
    messageOf(1, NOON + (60 + index) * SECOND_MS, "mjwork.errors", { agent_id: "a", content: "no luck" }),
  );
  const past = pastOf(wave(60), wave(900), errors);
  expect(times(past, "queue-depth", { queueDepthTasks: 8 })).toBe(2);
  expect(times(past, "queue-depth", { queueDepthTasks: 9 })).toBe(0);
  expect(times(past, "oldest-waiting", { oldestWaitingMinutes: 4 })).toBe(2);
  expect(times(past, "error-rate", { errorsPer10Minutes: 12 })).toBe(1);
  expect(times({ ...past, completeSince: NOON + 10 * MINUTE_MS }, "queue-depth", { queueDepthTasks: 8 })).toBe(1);
  expect(times({ ...past, completeSince: null }, "queue-depth")).toBe("no-history");
});

it("a rule of which the past says nothing says so", () => {
  const past = pastOf(steady("calm", []));
  const silent = RULE_IDS.filter((rule) => times(past, rule) === "no-history");
  expect(silent).toEqual(RULE_IDS.filter((rule) => !ALARM_RULES[rule].hasHistory));
});
