import { FIXTURE_AT, agentFixture } from "./agent-fixture.ts";
import { applyPatch } from "./apply-patch.ts";
import { emptyView } from "./empty-view.ts";
import { packMoved, partsOfMoved, unpackMoved } from "./moved-agents.ts";
import type { AgentFacts } from "./agent.ts";
import { expect, test } from "vitest";

const FLEET = Array.from({ length: 2_500 }, (_, index) => agentFixture({ id: `agent-${index}` }));
const LATER = FLEET.map((agent, index) => ({ ...agent, lastBeatAt: FIXTURE_AT + index, lastBeatSeq: 5_000 + index }));

test("a large patch in parts leads to what it leads to whole", () => {
  const before = applyPatch(emptyView(), { tick: 1, agents: { set: FLEET, moved: packMoved([]), gone: [] } });
  const whole = { set: [], moved: packMoved(LATER), gone: [] };
  const [first, ...rest] = partsOfMoved(whole.moved);
  expect(rest).toHaveLength(2);
  const ahead: AgentFacts[] = [];
  for (const moved of rest) unpackMoved(moved, before.agents, (agent) => ahead.push(agent));
  const last = { tick: 2, agents: { ...whole, moved: first ?? packMoved([]) } };
  const after = applyPatch(before, last, ahead);
  expect(after).toEqual(applyPatch(before, { tick: 2, agents: whole }));
  expect(after.agents.get("agent-2499")?.lastBeatAt).toBe(FIXTURE_AT + 2_499);
});

test("a small patch is one part, and so is one that moves nobody", () => {
  expect(partsOfMoved(packMoved(LATER.slice(0, 3)))).toEqual([packMoved(LATER.slice(0, 3))]);
  expect(partsOfMoved(packMoved([]))).toEqual([packMoved([])]);
});

test("what came ahead of a view that is made anew is forgotten", () => {
  const fresh = { tick: 3, fresh: true as const, agents: { set: FLEET.slice(0, 1), moved: packMoved([]), gone: [] } };
  expect([...applyPatch(emptyView(), fresh, LATER).agents.keys()]).toEqual(["agent-0"]);
});
