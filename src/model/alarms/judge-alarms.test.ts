import type { Alarm, AlarmsView } from "./alarm.ts";
import type { AlarmMemory } from "./alarm-memory.ts";
import { createAlarmMemory } from "./alarm-memory.ts";
import { applyCare } from "./care.ts";
import { judgeAlarms, setAlarmSettings } from "./judge-alarms.ts";
import type { Situation } from "./quiet-facts.ts";
import { quietFacts } from "./quiet-facts.ts";
import type { AlarmSettings } from "./thresholds.ts";
import type { AgentFacts } from "../agent.ts";
import { agentFixture, FIXTURE_AT } from "../agent-fixture.ts";
import type { TaskRow } from "../tasks/task.ts";
import { assert } from "#util/assert.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

/** Seconds after the fixtures' last beat. */
const at = (seconds: number): number => FIXTURE_AT + seconds * SECOND_MS;

class Watched {
  readonly memory: AlarmMemory;
  view: AlarmsView;

  constructor(situation: Situation = {}, settings: Partial<AlarmSettings> = {}) {
    this.memory = createAlarmMemory({ thresholds: {}, off: [], ...settings });
    this.view = judgeAlarms(this.memory, quietFacts(at(1), situation), at(1));
  }

  at(seconds: number, situation: Situation = {}): readonly string[] {
    this.view = judgeAlarms(this.memory, quietFacts(at(seconds), situation), at(seconds));
    return this.view.alarms.map(({ key, state }) => (state === "raised" ? key : `${key} ${state}`));
  }

  one(key: string): Alarm {
    const alarm = this.view.alarms.find((each) => each.key === key);
    assert(alarm !== undefined, `${key} stands`);
    return alarm;
  }

  /** What was told, oldest first. */
  told(): string[] {
    return this.view.history
      .map(({ kind, key, because }) => `${kind} ${key}${because === null ? "" : ` ${because}`}`)
      .toReversed();
  }
}

/** One beat more, `seconds` after the fixtures' last one. */
function beatAt(seconds: number, before: AgentFacts = agentFixture(), more: Partial<AgentFacts> = {}): AgentFacts {
  return { ...before, lastBeatAt: at(seconds), ...more };
}

function fleet(count: number, more: Partial<AgentFacts> = {}): AgentFacts[] {
  return Array.from({ length: count }, (_, index) => agentFixture({ id: `agent-${index}`, ...more }));
}

const deep = (available: number): Situation => ({ queue: { available } });

function row(id: string, code: TaskRow["findings"][number]["code"], since: number): TaskRow {
  return {
    id,
    title: `task ${id}`,
    state: "claimed",
    status: "claimed",
    owner: "alice",
    priority: null,
    stateSince: since,
    availableAt: since,
    claimedAt: since,
    endedAt: null,
    waitMs: null,
    runMs: null,
    blockedBy: [],
    blockedByLeftOut: 0,
    error: null,
    stream: "S",
    seq: 1,
    findings: [{ code, detail: "", since, agents: [] }],
  };
}

const found = (severity: "warning" | "critical") => ({
  "stream-fill": {
    state: "judged" as const,
    conditions: [
      {
        id: "S",
        level: "raise" as const,
        severity,
        since: null,
        subject: "S",
        sentence: severity,
        remedy: "Mend it.",
        link: { kind: "stream" as const, name: "S" },
        about: null,
      },
    ],
  },
});

describe("a silent agent", () => {
  const alice = agentFixture({ currentTask: "42", currentTaskTitle: "Audit" });
  const others = fleet(5).map((agent) => ({ ...agent, intervalMs: 3600 * SECOND_MS }));
  const agents = [alice, ...others];

  it("is late first, then silent at its bound, and says what it holds", () => {
    const watched = new Watched({ agents });
    expect(watched.at(49.9, { agents })).toEqual([]);
    expect(watched.at(50, { agents })).toEqual(["agent-late"]);
    expect(watched.memory.nextAt).toBe(at(90));
    expect(watched.at(90, { agents })).toEqual(["agent-silent/alice"]);
    expect(watched.one("agent-silent/alice")).toMatchObject({
      severity: "critical",
      since: at(90),
      raisedAt: at(90),
      sentence: "alice is silent, holding Audit.",
      link: { kind: "agent", id: "alice" },
    });
    expect(watched.told()).toEqual(["raised agent-late", "raised agent-silent/alice", "ended agent-late replaced"]);
  });

  it("recovers with three beats in a row, and says so until then", () => {
    const watched = new Watched({ agents });
    watched.at(90, { agents });
    const back = beatAt(100, alice, { onTimeSinceSilence: 1 });
    expect(watched.at(101, { agents: [back, ...others] })).toEqual(["agent-silent/alice recovering"]);
    const well = beatAt(160, alice, { onTimeSinceSilence: 3 });
    expect(watched.at(161, { agents: [well, ...others] })).toEqual([]);
    expect(watched.told().at(-1)).toBe("ended agent-silent/alice recovered");
  });

  it("that signs off is no alarm, nor one any more", () => {
    const watched = new Watched({ agents });
    expect(watched.at(500, { agents: [{ ...alice, status: "offline" }, ...others] })).toEqual([]);
    const second = new Watched({ agents });
    second.at(90, { agents });
    expect(second.at(100, { agents: [beatAt(99, alice, { status: "offline" }), ...others] })).toEqual([]);
    expect(second.told().at(-1)).toBe("ended agent-silent/alice signed-off");
  });

  it("is not made so by our own outage, and is found after it", () => {
    const watched = new Watched({ agents });
    expect(watched.at(300, { agents, view: { lostSince: at(2) } })).toEqual(["view-lost"]);
    expect(watched.view.rules["agent-silent"]).toEqual({ state: "not-judged", why: "Our own view is lost." });
    expect(watched.at(310, { agents })).toEqual(["agent-silent/alice"]);
    expect(watched.one("agent-silent/alice").since).toBe(at(90));
  });

  it("stays an alarm while our own view is lost", () => {
    const watched = new Watched({ agents });
    watched.at(90, { agents });
    expect(watched.at(200, { agents, view: { lostSince: at(150) } })).toContain("agent-silent/alice");
  });

  it("that flaps is one alarm in place of many", () => {
    const watched = new Watched({ agents });
    watched.at(90, { agents });
    const changesAt = [at(-400), at(-300), at(90), at(110)];
    expect(watched.at(111, { agents: [beatAt(110, alice, { changesAt, onTimeSinceSilence: 1 }), ...others] })).toEqual([
      "agent-flapping/alice",
    ]);
    expect(watched.told().at(-1)).toBe("ended agent-silent/alice replaced");
    // The changes leave the window of ten minutes one by one.
    expect(watched.memory.nextAt).toBeLessThanOrEqual(at(200) + 1);
  });

  it("stands when the page is opened: it is no news, and its acknowledgement from before holds", () => {
    const watched = new Watched();
    const late = quietFacts(at(5000), { agents });
    const opened = createAlarmMemory({ thresholds: {}, off: [] });
    const { alarms, rate } = judgeAlarms(opened, late, at(5000));
    expect(alarms).toMatchObject([{ key: "agent-silent/alice", atFirstLook: true, since: at(90), newsAt: at(90) }]);
    expect(rate.lastHour).toBe(0);
    const care = { acknowledged: [{ key: "agent-silent/alice", at: at(200), reason: null }], silences: [] };
    expect(applyCare(alarms, care, at(5001))).toMatchObject([{ care: { state: "acknowledged", at: at(200) } }]);
    // One of a silence before that is over does not.
    const before = { acknowledged: [{ key: "agent-silent/alice", at: at(-900), reason: null }], silences: [] };
    expect(applyCare(alarms, before, at(5001))).toMatchObject([{ care: { state: "none" } }]);
    expect(watched.view.alarms).toEqual([]);
  });
});

describe("many agents", () => {
  it("that fall silent together are one alarm from the first moment, which grows", () => {
    // Their beats lie all over their interval; all stop at once.
    const agents = fleet(40).map((agent, index) => beatAt(-index / 2, agent));
    const watched = new Watched({ agents });
    expect(watched.at(70.5, { agents })).toEqual([expect.stringMatching(/^mass-silence\//u), "agent-late"]);
    const [mass] = watched.view.alarms;
    expect(mass).toMatchObject({ total: 1, sentence: expect.stringMatching(/^1 of 40\u00A0agents silent since/u) });
    watched.at(90, { agents });
    expect(watched.view.alarms).toHaveLength(1);
    expect(watched.view.alarms[0]).toMatchObject({ key: mass?.key, total: 40, subject: "40 of 40\u00A0agents" });
    expect(watched.view.alarms[0]?.sentence).toMatch(/^40 of 40\u00A0agents silent since \d\d:\d\d:\d\d/u);
    expect(watched.view.alarms[0]?.members).toHaveLength(40);
    expect(watched.view.history.filter(({ rule }) => rule === "mass-silence")).toHaveLength(2);
  });

  it("that fall silent long apart are each an alarm, until there are so many that they are one", () => {
    const agents = fleet(12).map((agent, index) => beatAt(-600 * index, agent, { intervalMs: 30_000 }));
    const others = fleet(20).map((agent) => ({ ...agent, id: `other-${agent.id}`, intervalMs: 36_000_000 }));
    const four = [...agents.slice(0, 4), ...others];
    const watched = new Watched();
    expect(watched.at(100, { agents: four })).toHaveLength(4);
    expect(watched.at(101, { agents: [...agents, ...others] })).toEqual(["agent-silent"]);
    expect(watched.one("agent-silent")).toMatchObject({
      total: 12,
      sentence: expect.stringContaining("and 10 more are silent"),
    });
    expect(watched.told().filter((line) => line.endsWith("replaced"))).toHaveLength(4);
  });

  it("that join a critical alarm are news to whoever acknowledged it", () => {
    const agents = fleet(12).map((agent, index) => beatAt(-index, agent));
    const others = fleet(12).map((agent) => ({ ...agent, id: `later-${agent.id}`, lastBeatAt: at(40) }));
    const watched = new Watched({ agents: [...agents, ...others] });
    watched.at(95, { agents: [...agents, ...others] });
    const [mass] = watched.view.alarms;
    const care = { acknowledged: [{ key: mass?.key ?? "", at: at(96), reason: "on it" }], silences: [] };
    expect(applyCare(watched.view.alarms, care, at(97))[0]?.care.state).toBe("acknowledged");
    watched.at(131, { agents: [...agents, ...others] });
    expect(watched.view.alarms[0]).toMatchObject({ key: mass?.key, total: 24 });
    expect(applyCare(watched.view.alarms, care, at(132))[0]?.care.state).toBe("none");
  });

  it("recover one by one, and the alarm ends with the last of them", () => {
    const agents = fleet(5);
    const watched = new Watched({ agents });
    watched.at(91, { agents });
    const back = agents.map((agent) => beatAt(160, agent, { onTimeSinceSilence: 3 }));
    watched.at(161, { agents: [...back.slice(0, 4), ...agents.slice(4)] });
    expect(watched.view.alarms[0]).toMatchObject({ total: 1, state: "raised" });
    expect(watched.at(162, { agents: back })).toEqual([]);
  });

  it("that are not held any more leave no alarm behind", () => {
    const agents = fleet(2).map((agent, index) => beatAt(-200 * index, agent));
    const watched = new Watched({ agents });
    watched.at(100, { agents });
    expect(watched.at(101, { agents: [] })).toEqual([]);
    expect(watched.memory.tracks.size).toBe(0);
    expect(watched.memory.agentsUp).toBe(0);
  });
});

describe("the queue", () => {
  it("is deep from its threshold on, after a delay, and no more below a share of it, after another", () => {
    const watched = new Watched({}, { thresholds: { queueDepthTasks: 10 } });
    expect(watched.at(10, deep(10))).toEqual([]);
    expect(watched.at(20, deep(9)), "in between, nothing is raised").toEqual([]);
    expect(watched.at(30, deep(12))).toEqual([]);
    expect(watched.at(60, deep(12))).toEqual(["queue-depth"]);
    expect(watched.at(70, deep(8)), "in between, what is raised stays").toEqual(["queue-depth"]);
    expect(watched.at(80, deep(7))).toEqual(["queue-depth recovering"]);
    expect(watched.at(100, deep(11))).toEqual(["queue-depth"]);
    expect(watched.at(110, deep(7))).toEqual(["queue-depth recovering"]);
    expect(watched.at(170, deep(7))).toEqual([]);
    expect(watched.told()).toEqual(["raised queue-depth", "ended queue-depth recovered"]);
  });

  it("has a task that waits too long since its bound, whenever that is seen", () => {
    const watched = new Watched();
    const oldestWaiting = { id: "7", title: "Audit", at: at(0) };
    expect(watched.at(899, { queue: { oldestWaiting } })).toEqual([]);
    expect(watched.at(900, { queue: { oldestWaiting } })).toEqual(["oldest-waiting"]);
    expect(watched.one("oldest-waiting")).toMatchObject({ since: at(900), link: { kind: "task", id: "7" } });
  });

  it("has stuck tasks, as grave as the worst of them, and those that nobody is there for", () => {
    const watched = new Watched();
    const rows = [row("1", "orphaned", at(50)), row("2", "overdue", at(40))];
    const stuck: Situation = { queue: { findings: { orphaned: 1, overdue: 1 }, stuck: { total: 2, worst: rows } } };
    watched.at(60, stuck);
    expect(watched.at(70, stuck)).toEqual(["stuck-tasks"]);
    expect(watched.one("stuck-tasks")).toMatchObject({ severity: "critical", total: 2, since: at(40) });
    const overdue: Situation = { queue: { findings: { overdue: 1 }, stuck: { total: 1, worst: rows.slice(1) } } };
    watched.at(71, overdue);
    expect(watched.one("stuck-tasks")).toMatchObject({ severity: "warning", link: { kind: "task", id: "2" } });

    const nobody = { total: 1, worst: [row("3", "no-workers", at(60))] };
    watched.at(80, { queue: { findings: { "no-workers": 1 }, stuck: nobody } });
    expect(watched.at(91, { queue: { findings: { "no-workers": 1 }, stuck: nobody } })).toEqual(["no-workers"]);
  });
});

describe("our own view", () => {
  it.each([
    ["view-stale", { behindMs: 10_000 }, 0],
    ["view-dropping", { notHeld: { agents: 3, tasks: 0 } }, 10],
    ["view-overloaded", { lagMs: 2000 }, 10],
    ["clock-off", { clockOffMs: -60_000 }, 10],
    ["clock-off", { clockJump: { at: at(20), byMs: 4000 } }, 0],
    ["view-lost", { blindBecause: "This login may not read it." }, 0],
  ] as const)("%s is an alarm after its delay, and ends", (rule, view, delay) => {
    const watched = new Watched();
    watched.at(100, { view });
    expect(watched.at(100 + delay, { view })).toEqual([rule]);
    watched.at(200);
    expect(watched.at(260)).toEqual([]);
  });

  it("that is behind is said to be lost only while it is", () => {
    const watched = new Watched();
    expect(watched.at(20, { view: { lostSince: at(12), behindMs: 20_000 } })).toEqual([]);
    expect(watched.at(22, { view: { lostSince: at(12), behindMs: 20_000 } })).toEqual(["view-lost"]);
    expect(watched.at(23)).toEqual([]);
  });
});

describe("a rule", () => {
  const errors: Situation = { errors: 12 };

  it("that is switched off ends what stands of it, and finds it again when it is on", () => {
    const agents = [agentFixture(), ...fleet(5, { intervalMs: 3_600_000 })];
    const watched = new Watched({ agents, ...errors });
    watched.at(100, { agents, ...errors });
    setAlarmSettings(watched.memory, { thresholds: {}, off: ["agent-silent", "error-rate"] });
    expect(watched.at(101, { agents, ...errors })).toEqual([]);
    expect(watched.view.rules["error-rate"]).toEqual({ state: "off" });
    setAlarmSettings(watched.memory, { thresholds: {}, off: [] });
    expect(watched.at(102, { agents, ...errors })).toEqual(["agent-silent/alice", "error-rate"]);
  });

  it("that cannot be judged for a while leaves what stands; one that never can does not", () => {
    const condition = {
      id: "S",
      level: "raise" as const,
      severity: "warning" as const,
      since: null,
      subject: "S",
      sentence: "S is nearly full.",
      remedy: null,
      link: { kind: "stream" as const, name: "S" },
      about: null,
    };
    const watched = new Watched();
    expect(watched.at(10, { asked: { "stream-fill": { state: "judged", conditions: [condition] } } })).toEqual([
      "stream-fill/S",
    ]);
    const silent = { state: "not-judged" as const, why: "The server did not answer.", final: false };
    expect(watched.at(300, { asked: { "stream-fill": silent } })).toEqual(["stream-fill/S"]);
    expect(watched.at(301, { asked: { "stream-fill": { ...silent, final: true } } })).toEqual([]);
    expect(watched.told().at(-1)).toBe("ended stream-fill/S unjudged");
  });

  it("that finds something worse says so once", () => {
    const watched = new Watched();
    watched.at(10, { asked: found("warning") });
    watched.at(20, { asked: found("critical") });
    watched.at(30, { asked: found("critical") });
    watched.at(40, { asked: found("warning") });
    expect(watched.told()).toEqual(["raised stream-fill/S", "worse stream-fill/S"]);
    expect(watched.one("stream-fill/S")).toMatchObject({ severity: "warning", newsAt: at(20), remedy: "Mend it." });
    expect(watched.view.rate.lastHour, "what stood when we first looked is not counted").toBe(1);
  });
});

it("a moment at which nothing happened is the same view; the rate goes on by the minute", () => {
  const watched = new Watched();
  watched.at(10, { errors: 50 });
  const { view } = watched;
  watched.at(11, { errors: 50 });
  expect(watched.view).toBe(view);
  watched.at(10 + 11 * 60, { errors: 50 });
  expect(watched.view).not.toBe(view);
  expect(watched.view.alarms[0]).toBe(view.alarms[0]);
  expect(watched.view.history).toBe(view.history);
  expect(watched.view.rate).toMatchObject({ last10Minutes: 0, lastHour: 1, peakMinute: 1 });
  expect(watched.view.judgedAt).toBe(at(10) + 11 * MINUTE_MS);
});
