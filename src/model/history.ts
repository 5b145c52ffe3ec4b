import type { SourceState } from "./source-state.ts";
import type { HistoryFacts } from "./view.ts";
import type { ServerMs } from "#util/units.ts";

/** How much of the wanted past is read, over all sources. A source that can never be read waits for nothing. */
export function historyOf(sources: readonly SourceState[], wantedSince: ServerMs | null): HistoryFacts {
  const readable = sources.filter((source) => !isUnreadable(source));
  const complete = sources.length > 0 && readable.every((source) => source.phase.state === "complete");
  const others = readable.filter(({ reportsAlone }) => reportsAlone !== true);
  const [since, reportsSince] = [completeSince(others.length === 0 ? readable : others), completeSince(readable)];
  return {
    wantedSince,
    completeSince: since,
    ...(since === reportsSince ? {} : { reportsSince }),
    doneRatio: doneRatio(readable),
    complete,
  };
}

/** Refused or not there: asking again would not change it. One that did not answer yet still may. */
function isUnreadable({ phase }: SourceState): boolean {
  return phase.state === "failed" && phase.reason !== "unanswered";
}

/** The latest of all sources' starts: before it something is missing somewhere. */
function completeSince(sources: readonly SourceState[]): ServerMs | null {
  let since: ServerMs | null = null;
  for (const source of sources) {
    if (source.completeSince === null) return null;
    since = Math.max(since ?? source.completeSince, source.completeSince);
  }
  return since;
}

function doneRatio(sources: readonly SourceState[]): number {
  if (sources.length === 0) return 0;
  const done = sources.reduce((sum, source) => sum + doneOf(source), 0);
  return done / sources.length;
}

function doneOf({ phase }: SourceState): number {
  switch (phase.state) {
    case "opening":
    case "failed":
      return 0;
    case "reading-past":
      return phase.doneRatio;
    case "complete":
      return 1;
  }
}
