import type { AgentFacts } from "#model/agent.ts";
import type { LivenessBounds, Judgement } from "#model/liveness.ts";
import type { Standing } from "#model/standing.ts";
import { formatClock, formatCountdown } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

/**
 * What stands beside the word of a standing: since when, or what is next. Null when there is nothing to add.
 * @param now the server's time to judge with; null while nobody is judged @param zone for tests
 */
export function standingDetail(
  standing: Standing,
  agent: AgentFacts,
  judgement: Judgement,
  bounds: LivenessBounds,
  now: ServerMs | null,
  zone?: string,
): string | null {
  const { liveness } = judgement;
  if (now === null) return null;
  if (standing === "flapping") {
    const since = now - bounds.flappingWindowMs;
    const changes = agent.changesAt.filter((at) => at >= since).length;
    return `${changes} changes in ${bounds.flappingWindowMs / MINUTE_MS} min`;
  }
  if (standing === "recovering") return `${agent.onTimeSinceSilence ?? 0} of 3 beats`;
  switch (liveness.state) {
    case "unknown":
      return null;
    case "on-time":
      return `late in ${formatCountdown(liveness.lateAt - now)}`;
    case "late":
    case "silent":
    case "gone":
    case "signed-off":
      return `since ${formatClock(liveness.since, now, zone)}`;
  }
}
