/** How long a consumer stands as it does, and how often that changed: one look knows neither. */
import type { ConsumerVerdictName } from "./consumer-verdict.ts";
import type { BrokerFinding } from "./finding.ts";
import { formatCount, formatDuration } from "#util/format.ts";
import type { ObserverMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

export interface VerdictWatch {
  verdict: ConsumerVerdictName;
  /** Since when, as far as this page watched; null: since before it looked for the first time. */
  since: ObserverMs | null;
  /** When it changed, within the last ten minutes. */
  changesAt: readonly ObserverMs[];
}

const WINDOW_MS = 10 * MINUTE_MS;
const MANY_CHANGES = 4;

/** @param before of the last look; null: the first one */
export function watchVerdict(before: VerdictWatch | null, verdict: ConsumerVerdictName, at: ObserverMs): VerdictWatch {
  if (before === null) return { verdict, since: null, changesAt: [] };
  const recent = before.changesAt.filter((changedAt) => at - changedAt < WINDOW_MS);
  if (before.verdict === verdict) return { ...before, changesAt: recent };
  return { verdict, since: at, changesAt: [...recent, at] };
}

/** One finding in place of an alarm at each change. */
export function flappingFindings({ changesAt }: VerdictWatch): BrokerFinding[] {
  if (changesAt.length < MANY_CHANGES) return [];
  return [
    {
      code: "verdict-flapping",
      severity: "notice",
      sentence: `Its state changed ${formatCount(changesAt.length)} times within ${formatDuration(WINDOW_MS)}.`,
      remedy: "See whether its workers come and go, or do their work in bursts.",
    },
  ];
}
