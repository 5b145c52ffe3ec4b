import { useMemo } from "react";
import { ErrorList } from "./ErrorList.tsx";
import { errorGroups } from "./error-groups.ts";
import { FleetCounts } from "./FleetCounts.tsx";
import { fleetRows } from "./fleet-rows.ts";
import { FleetTable } from "./FleetTable.tsx";
import { MalformedList } from "./MalformedList.tsx";
import { NobodyYet } from "./NobodyYet.tsx";
import styles from "./OverviewPage.module.css";
import { RateCharts } from "./RateCharts.tsx";
import { readWords } from "./read-words.ts";
import { overviewSentence } from "./sentence.ts";
import { SourceList } from "./SourceList.tsx";
import { agentsPath } from "../../paths.ts";
import { tallyFleet } from "#model/fleet-tally.ts";
import type { FleetView } from "#model/view.ts";
import { useBounds, useFrozenNow, useServerNow, useSettings, useView } from "#store/feed.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatDuration, formatPlural } from "#util/format.ts";
import { HOUR_MS } from "#util/units.ts";

const MOST_ERRORS = 8;
const MOST_MALFORMED = 5;

/** How the fleet stands, on one page: the sentence, the counts, who needs someone, what flows, what failed, what it is read from. */
export function OverviewPage() {
  const view = useView(whole);
  const judged = useServerNow();
  const seen = useFrozenNow();
  const bounds = useBounds();
  const windowMs = useSettings().inForce?.historyMs ?? 6 * HOUR_MS;

  const { tally, exceptions, up } = useMemo(
    () => tallyFleet(view.agents.values(), judged, bounds),
    [view.agents, judged, bounds],
  );
  const { rows, more } = useMemo(() => fleetRows(exceptions, up, seen), [exceptions, up, seen]);
  const errors = useMemo(() => errorGroups(view.newestErrors, MOST_ERRORS), [view.newestErrors]);

  return (
    <PageFrame name="Overview" sentence={overviewSentence({ view, tally, exceptions, seen })}>
      {tally.total === 0 ? (
        <NobodyYet view={view} />
      ) : (
        <Panel heading="Fleet" aside={<a href={agentsPath()}>{`All ${formatPlural(tally.total, "agent")}`}</a>}>
          <FleetCounts tally={tally} judged={judged !== null} />
          {seen !== null && rows.length > 0 && <FleetTable rows={rows} seen={seen} bounds={bounds} />}
          {more > 0 && (
            <p className={styles.more}>
              {`${formatPlural(more, "more agent")} that need a look: `}
              <a href={agentsPath()}>Agents</a>
            </p>
          )}
        </Panel>
      )}
      {seen !== null && (
        <div className={styles.columns}>
          <Panel heading="Messages a minute" aside={`last ${formatDuration(windowMs)}`}>
            {view.rates.length > 0 ? (
              <RateCharts seen={seen} windowMs={windowMs} />
            ) : (
              <p className={styles.none}>{quietWords("No message", view)}</p>
            )}
          </Panel>
          <Panel
            heading="Newest errors"
            aside={errors.more > 0 ? `${formatPlural(errors.more, "older one")} not shown` : undefined}
          >
            {errors.groups.length > 0 ? (
              <ErrorList groups={errors.groups} seen={seen} />
            ) : (
              <p className={styles.none}>{quietWords("No error", view)}</p>
            )}
          </Panel>
        </div>
      )}
      {view.sources.length > 0 && (
        <div className={styles.columns}>
          <Panel heading="What is read" aside={readWords(view.counters)}>
            <SourceList sources={view.sources} seen={seen} />
          </Panel>
          {view.malformed.length > 0 && seen !== null && (
            <Panel heading="Unreadable messages" aside={formatPlural(view.counters.malformed, "message")}>
              <MalformedList malformed={view.malformed.slice(0, MOST_MALFORMED)} seen={seen} />
            </Panel>
          )}
        </div>
      )}
    </PageFrame>
  );
}

function whole(view: FleetView): FleetView {
  return view;
}

/** None seen is not the same as none there. */
function quietWords(what: string, { history }: FleetView): string {
  return history.complete ? `${what} in the time that is read.` : `${what} in what is read so far.`;
}
