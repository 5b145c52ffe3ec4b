import type { AboutTheView } from "./agents-sentence.ts";
import { agentsSentence } from "./agents-sentence.ts";
import { inNaturalOrder, listAgents } from "./rows.ts";
import { AGENTS_SEARCH_DEFAULTS } from "./search.ts";
import { FIXTURE_AT, agentFixture } from "#model/agent-fixture.ts";
import type { AgentFacts } from "#model/agent.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { describe, expect, it } from "vitest";

const NOW = FIXTURE_AT + 10_000;
const LIVE = { connection: "live", complete: true, asOf: null, blind: null, notHeld: 0 } as const;

function read(fleet: AgentFacts[], over: Partial<AboutTheView> = {}, now: number | null = NOW): string {
  const agents = new Map(fleet.map((agent) => [agent.id, agent]));
  const list = listAgents(agents, inNaturalOrder(agents), now, DEFAULT_BOUNDS, AGENTS_SEARCH_DEFAULTS);
  return agentsSentence(list, { ...LIVE, ...over }, now !== null)
    .map((part) => (typeof part === "string" ? part : part.alarm ? `[${part.alarm}: ${part.text}]` : part.text))
    .join("")
    .replaceAll("\u00A0", " ");
}

describe("agentsSentence", () => {
  it("is quiet when all are on time", () => {
    expect(read([agentFixture({ id: "a" }), agentFixture({ id: "b" })])).toBe("2 agents: 2 on time.");
  });

  it("leads with what presses and leaves the gone out of the count", () => {
    const fleet = [
      agentFixture({ id: "a" }),
      agentFixture({ id: "b", lastBeatAt: NOW - 200_000 }),
      agentFixture({ id: "c", lastBeatAt: NOW - 50_000 }),
      agentFixture({ id: "d", needsApproval: true }),
      agentFixture({ id: "e", lastBeatAt: NOW - 3 * 86_400_000 }),
    ];
    expect(read(fleet)).toBe(
      "4 agents: [critical: 1 silent], [warning: 1 late], [notice: 1 waiting for a person], 2 on time.",
    );
  });

  it("judges nobody without a view", () => {
    expect(read([agentFixture()], { connection: "lost" }, null)).toBe(
      "[unknown: 1 agent] known, nobody judged: there is no view of the fleet.",
    );
    expect(read([agentFixture()], {}, null)).toBe(
      "[unknown: 1 agent] known, nobody judged: the server's clock is not known yet.",
    );
  });

  it("says of when it tells, and that more may come to light", () => {
    expect(read([agentFixture()], { asOf: "12:00" })).toBe("As of 12:00: 1 agent: 1 on time.");
    expect(read([agentFixture()], { complete: false })).toBe("1 agent: 1 on time. Reading the past.");
  });

  it("does not call forbidden empty", () => {
    expect(read([], { blind: "may not subscribe" })).toBe("[warning: No agent can be seen]: may not subscribe.");
  });

  it("says why there is nobody", () => {
    expect(read([])).toBe("[unknown: No agent seen so far.]");
    expect(read([], { complete: false })).toBe("[unknown: No agent seen so far: still reading the past.]");
    expect(read([], { connection: "refused" })).toBe("[unknown: No agent known: there is no connection.]");
    expect(read([], { connection: "connecting" })).toBe("[unknown: No agent known yet: connecting.]");
  });

  it("says who is past the bound", () => {
    expect(read([agentFixture()], { notHeld: 1200 })).toBe(
      "1 agent: 1 on time. 1,200 more are known to the stream and not held.",
    );
  });
});
