import type { LiveWay, PastWay, SourceState } from "#model/source-state.ts";
import { unreachable } from "#util/assert.ts";
import { formatClock, formatCount, formatDuration, formatPercent } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";

export interface SourceWords {
  /** How it stands: "complete since 06:10", "reading the past, 42%", "no such stream". */
  state: string;
  alarm: Alarm | null;
  /** How it is read: "past in batches, live by doorbell". */
  way: string;
  /** Beside the state: how far behind, how often it was made anew. */
  notes: readonly string[];
}

/**
 * A source in the words of a person who has to know whether to believe the page.
 * @param lost there is no connection: nothing is read, however it stood
 */
export function sourceWords(source: SourceState, seen: ServerMs | null, lost: boolean, zone?: string): SourceWords {
  const notes: string[] = [];
  if (source.behind !== null) {
    notes.push(`behind by ${formatCount(source.behind.messages)} messages, ${formatDuration(source.behind.ms)}`);
  }
  if (source.restarts > 0) notes.push(`made anew ${source.restarts === 1 ? "once" : `${source.restarts} times`}`);
  const phase = phaseWords(source, seen, zone);
  const standing =
    lost && source.phase.state !== "failed"
      ? { state: `no view; was ${phase.state}`, alarm: "unknown" as const }
      : phase;
  return { ...standing, way: `${PAST[source.past]}, ${LIVE[source.live]}`, notes };
}

function phaseWords(
  { phase, completeSince, past, behind }: SourceState,
  seen: ServerMs | null,
  zone: string | undefined,
): Pick<SourceWords, "state" | "alarm"> {
  const since =
    completeSince === null || seen === null ? null : `complete since ${formatClock(completeSince, seen, zone)}`;
  switch (phase.state) {
    case "opening":
      return { state: "opening", alarm: "unknown" };
    case "reading-past": {
      const read = `${formatPercent(phase.doneRatio)} read`;
      return { state: since === null ? read : `${since}, ${read}`, alarm: null };
    }
    case "complete":
      return {
        state: past === "none" ? "live only" : (since ?? "complete"),
        alarm: behind === null ? null : "warning",
      };
    case "failed":
      return { state: `${FAILURES[phase.reason]}: ${phase.detail}`, alarm: "warning" };
    default:
      return unreachable(phase);
  }
}

const PAST: Record<PastWay, string> = {
  "direct-batch": "past in batches",
  "direct-single": "past message by message",
  "msg-get": "past by the slow way",
  none: "no past",
};

const LIVE: Record<LiveWay, string> = {
  doorbell: "live by doorbell",
  sweep: "live by asking",
  plain: "live by plain subscription",
  none: "nothing live",
};

const FAILURES = {
  forbidden: "not allowed",
  "no-stream": "no such stream",
  "no-jetstream": "no JetStream",
  unanswered: "no answer",
} as const;
