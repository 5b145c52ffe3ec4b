import { countStandings, inNaturalOrder, listAgents, listStepwise } from "./rows.ts";
import { AGENTS_SEARCH_DEFAULTS } from "./search.ts";
import type { AgentsSearch } from "./search.ts";
import type { AgentFacts } from "#model/agent.ts";
import { FIXTURE_AT, agentFixture } from "#model/agent-fixture.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { describe, expect, it } from "vitest";

const NOW = FIXTURE_AT + 10_000;
const DAY = 86_400_000;

/** One of each kind. */
const FLEET = [
  agentFixture({ id: "zoe", findings: [{ code: "clock-skew", detail: "", at: 0 }] }),
  agentFixture({ id: "agent-10", currentTask: "44", currentTaskTitle: "Audit SEO" }),
  agentFixture({ id: "agent-2", lastBeatAt: NOW - 60_000, missedBeats: 3 }),
  agentFixture({ id: "Doc-Brown", lastBeatAt: NOW - 240_000, currentTask: "42", currentTaskTitle: "Convert resume" }),
  agentFixture({ id: "mute", lastBeatAt: NOW - 120_000 }),
  agentFixture({ id: "jen", needsApproval: true, approvalMessage: "Publish?" }),
  agentFixture({ id: "flip", changesAt: [NOW - 400_000, NOW - 300_000, NOW - 200_000, NOW - 100_000] }),
  agentFixture({ id: "back", onTimeSinceSilence: 1 }),
  agentFixture({ id: "done", status: "offline", lastBeatAt: NOW - 3 * DAY, needsApproval: true }),
  agentFixture({ id: "old", lastBeatAt: NOW - 3 * DAY, findings: [{ code: "clock-skew", detail: "", at: 0 }] }),
];

function list(over: Partial<AgentsSearch> = {}, now: number | null = NOW, fleet: AgentFacts[] = FLEET) {
  const agents = new Map(fleet.map((agent) => [agent.id, agent]));
  return listAgents(agents, inNaturalOrder(agents), now, DEFAULT_BOUNDS, { ...AGENTS_SEARCH_DEFAULTS, ...over });
}

describe("listAgents", () => {
  it("leads with what needs a person, equals in the order of their ids", () => {
    expect(list().ids).toEqual(["Doc-Brown", "mute", "flip", "agent-2", "jen", "back", "agent-10", "zoe", "done"]);
  });

  it("folds the gone into a count and shows them when asked", () => {
    expect(list().goneLeftOut).toBe(1);
    expect(list({ state: "gone" })).toMatchObject({ ids: ["old"], goneLeftOut: 0 });
  });

  it.each([
    ["on-time", ["agent-10", "zoe", "back", "flip", "jen"]],
    ["late", ["agent-2"]],
    ["silent", ["Doc-Brown", "mute"]],
    ["signed-off", ["done"]],
    ["needs-approval", ["jen"]],
    ["recovering", ["back"]],
    ["flapping", ["flip"]],
    ["findings", ["zoe"]],
    ["unknown", []],
  ] as const)("narrows to %s, and the count beside it says the same", (state, ids) => {
    const narrowed = list({ state });
    expect(new Set(narrowed.ids)).toEqual(new Set(ids));
    expect(narrowed.counts[state]).toBe(ids.length);
  });

  it("judges nobody while the view is lost", () => {
    const lost = list({ state: "unknown" }, null);
    expect(lost.counts).toMatchObject({ "on-time": 0, silent: 0, unknown: FLEET.length });
    expect(lost.total).toBe(FLEET.length);
  });

  it.each([
    ["agent", "ascending", ["agent-2", "agent-10", "back", "Doc-Brown", "done", "flip", "jen", "mute", "zoe"]],
    ["agent", "descending", ["zoe", "mute", "jen", "flip", "done", "Doc-Brown", "back", "agent-10", "agent-2"]],
    ["missed", "descending", ["Doc-Brown", "agent-2", "mute", "agent-10", "back", "done", "flip", "jen", "zoe"]],
    ["last-beat", "ascending", ["done", "Doc-Brown", "mute", "agent-2", "agent-10", "back", "flip", "jen", "zoe"]],
    ["now", "ascending", ["jen", "Doc-Brown", "agent-10", "agent-2", "back", "flip", "mute", "zoe", "done"]],
    ["status", "descending", ["done", "agent-10", "zoe", "back", "jen", "agent-2", "flip", "mute", "Doc-Brown"]],
  ] as const)("sorts by %s, %s", (sort, order, ids) => {
    expect(list({ sort, order }).ids).toEqual(ids);
  });

  it.each([
    ["doc", ["Doc-Brown"]],
    ["SEO", ["agent-10"]],
    ["publish", ["jen"]],
    ["  42 ", ["Doc-Brown"]],
    ["nobody", []],
  ])("finds %j", (q, ids) => {
    expect(list({ q }).ids).toEqual(ids);
  });

  it("copes with ids that are names of other things", () => {
    const odd = ["__proto__", "constructor", "🦊", "x".repeat(200)].map((id) => agentFixture({ id }));
    expect(new Set(list({}, NOW, odd).ids)).toEqual(new Set(odd.map(({ id }) => id)));
  });
});

it("keeps the order's identity while the ids are the same", () => {
  const agents = new Map(FLEET.map((agent) => [agent.id, agent]));
  const order = inNaturalOrder(agents);
  expect(inNaturalOrder(new Map(agents), order)).toBe(order);
  agents.delete("zoe");
  expect(inNaturalOrder(agents, order)).not.toContain("zoe");
});

it("counts how many stand how, the worst first", () => {
  expect(countStandings(list().standings)).toEqual([
    { standing: "silent-while-working", count: 1 },
    { standing: "silent", count: 1 },
    { standing: "flapping", count: 1 },
    { standing: "late", count: 1 },
    { standing: "needs-approval", count: 1 },
    { standing: "recovering", count: 1 },
    { standing: "on-time", count: 2 },
    { standing: "signed-off", count: 1 },
    { standing: "gone", count: 1 },
  ]);
});

describe("the filter language in the list", () => {
  it.each([
    ["state:silent", ["Doc-Brown", "mute"]],
    ["state:late,silent task:resume", ["Doc-Brown"]],
    ["age>1m -task:42 -state:signed-off", ["mute"]],
    ["missed>=3", ["Doc-Brown", "mute", "agent-2"]],
    ["finding:clock-skew", ["zoe"]],
    ["agent=AGENT-10", ["agent-10"]],
    ["audit", ["agent-10"]],
    ["colour:red audit", ["agent-10"]],
  ])("%s", (q, ids) => {
    expect(new Set(list({ q }).ids)).toEqual(new Set(ids));
  });

  it("knows no ages while nobody is judged", () => {
    expect(list({ q: "age>1s" }, null).ids).toEqual([]);
    expect(list({ q: "state:silent" }, null).ids).toEqual([]);
  });
});

describe("listStepwise", () => {
  it("makes the same list, in steps that are each a small part of a large fleet", () => {
    const fleet = Array.from({ length: 3_000 }, (_, index) =>
      agentFixture({ id: `agent-${index}`, lastBeatAt: NOW - (index % 200) * 1_000 }),
    );
    const agents = new Map(fleet.map((agent) => [agent.id, agent]));
    const steps = listStepwise(agents, inNaturalOrder(agents), NOW, DEFAULT_BOUNDS, AGENTS_SEARCH_DEFAULTS);
    let pauses = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses += 1;
    expect(pauses).toBe(3);
    expect(step.value).toEqual(list({}, NOW, fleet));
  });
});
