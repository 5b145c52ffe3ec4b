import type { Stage } from "#contract/streams.ts";
import { STAGES } from "#contract/streams.ts";
import { assert } from "#util/assert.ts";

export const STAGE_NAMES: readonly Stage[] = STAGES.map(({ stage }) => stage);

const BY_AGENT: ReadonlyMap<string, Stage> = new Map(STAGES.map(({ agent, stage }) => [agent, stage]));

/**
 * Which stage a report stands for: its agent's where that is one of the six, since the agent decides the stream; else the stage that its
 * type names. Null: none of the six.
 */
export function stageOf(agent: string, type: string): Stage | null {
  return BY_AGENT.get(agent) ?? STAGE_NAMES.find((stage) => stage === type) ?? null;
}

/** The agent whose reports stand for a stage; the type they usually have is the stage's own name. */
export function agentOf(stage: Stage): string {
  const usual = STAGES.find((one) => one.stage === stage);
  assert(usual !== undefined, `${stage} is one of the six`);
  return usual.agent;
}
