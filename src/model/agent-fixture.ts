import type { AgentFacts } from "./agent.ts";
import { SECOND_MS } from "#util/units.ts";

/** The moment at which the fixtures' agents last beat. */
export const FIXTURE_AT = Date.UTC(2026, 1, 9, 12, 0, 0);

/** For tests: an agent of 30 s that beat at `FIXTURE_AT` and is fine, but for what the test says. */
export function agentFixture(facts: Partial<AgentFacts> = {}): AgentFacts {
  return {
    id: "alice",
    status: "active",
    currentTask: null,
    currentTaskTitle: null,
    needsApproval: false,
    approvalMessage: null,
    description: null,
    capabilities: [],
    registeredAt: null,
    lastBeatAt: FIXTURE_AT,
    lastBeatSeq: 1000,
    firstBeatAt: FIXTURE_AT - 3600 * SECOND_MS,
    beatsHeld: 120,
    intervalMs: 30 * SECOND_MS,
    intervalSource: "declared",
    missedBeats: 0,
    changesAt: [],
    onTimeSinceSilence: null,
    findings: [],
    ...facts,
  };
}
