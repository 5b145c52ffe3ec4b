import styles from "./AgentFactsList.module.css";
import type { AgentFacts, IntervalSource } from "#model/agent.ts";
import { workWords } from "#model/agent-work.ts";
import type { Judgement, LivenessBounds } from "#model/liveness.ts";
import { judge } from "#model/liveness.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import { standingOf } from "#model/standing.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClockSeconds, formatCount, formatDuration, formatMilliseconds, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";
import type { ReactNode } from "react";

interface AgentFactsListProps {
  agent: AgentFacts;
  judgement: Judgement;
  bounds: LivenessBounds;
  /** To paint ages with. */
  seen: ServerMs;
}

const SOURCE_WORDS: Readonly<Record<IntervalSource, string>> = {
  declared: "as it declares",
  setting: "as set for this page; it declares none",
  learned: "learned from its beats; it declares none",
};

/** What the agent says of itself beside what is seen of it: the two may differ. */
export function AgentFactsList({ agent, judgement, bounds, seen }: AgentFactsListProps) {
  // Counted as of when we last saw, as the gaps beside it are: while the view is lost nothing is taken back.
  const { word } = STANDING_LOOKS[standingOf(agent, judgement)];
  return (
    <Panel heading="What it says, what we see">
      <dl className={styles.facts}>
        <Fact name="It says">{agent.status === "" ? "no status" : agent.status}</Fact>
        <Fact name="Works on">
          {agent.currentTask === null ? "nothing" : workWords({ ...agent, needsApproval: false })}
        </Fact>
        {agent.description !== null && <Fact name="Describes itself">{agent.description}</Fact>}
        {agent.capabilities.length > 0 && <Fact name="Capabilities">{agent.capabilities.join(", ")}</Fact>}
        <Fact name="We see">{word}</Fact>
        <Fact name="Last beat">
          {formatDuration(seen - agent.lastBeatAt)} ago, at {formatClockSeconds(agent.lastBeatAt, seen)}, sequence{" "}
          {agent.lastBeatSeq}
        </Fact>
        <Fact name="Interval">
          {intervalWords(agent.intervalMs)}, {SOURCE_WORDS[agent.intervalSource]}
        </Fact>
        <Fact name="Counts as late">
          after {intervalWords(bounds.lateAfterIntervals * agent.intervalMs)}, as silent after{" "}
          {intervalWords(bounds.silentAfterIntervals * agent.intervalMs)}
        </Fact>
        <Fact name="Missed">
          {formatPlural(judge(agent, seen, bounds).missedBeats, "beat")} missed within the history held
        </Fact>
        <Fact name="Changes">{changeWords(agent, bounds, seen)}</Fact>
        <Fact name="Held">
          {formatPlural(agent.beatsHeld, "beat")} since {formatClockSeconds(agent.firstBeatAt, seen)}
        </Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function intervalWords(ms: number): string {
  return ms < 10 * SECOND_MS ? formatMilliseconds(ms) : formatDuration(ms);
}

/** As of when we last saw: while nobody is judged, a silence that was seen is not taken back. */
function changeWords(agent: AgentFacts, bounds: LivenessBounds, seen: ServerMs): string {
  if (agent.changesAt.length === 0) {
    const { state } = judge(agent, seen, bounds).liveness;
    return state === "silent" || state === "gone"
      ? "the first silence within the history held"
      : "never silent within the history held";
  }
  const since = seen - bounds.flappingWindowMs;
  const lately = agent.changesAt.filter((at) => at >= since).length;
  return `${formatCount(lately)} between silence and life in ${bounds.flappingWindowMs / MINUTE_MS} min (${bounds.flappingChanges} are flapping)`;
}
