import { useMemo } from "react";
import { DeliveryPanel } from "./DeliveryPanel.tsx";
import { ErrorPanel } from "./ErrorPanel.tsx";
import { FleetCells } from "./FleetCells.tsx";
import { FleetCounts } from "./FleetCounts.tsx";
import { EVERYONE_UP_TO, fleetRows } from "./fleet-rows.ts";
import { FleetTable } from "./FleetTable.tsx";
import { MalformedPanel } from "./MalformedPanel.tsx";
import { NobodyYet } from "./NobodyYet.tsx";
import styles from "./OverviewPage.module.css";
import { QueuePanel } from "./QueuePanel.tsx";
import { RatePanel } from "./RatePanel.tsx";
import { overviewSentence } from "./sentence.ts";
import { SourcePanel } from "./SourcePanel.tsx";
import { StreamsPanel } from "./StreamsPanel.tsx";
import { useCalmView } from "./use-calm-view.ts";
import { agentsPath } from "../../paths.ts";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import { blindBecause } from "#model/blind.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import { tallyFleet } from "#model/fleet-tally.ts";
import { useBounds, useFrozenNow, useServerNow, useSettings, useView } from "#store/feed.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatPlural } from "#util/format.ts";

/**
 * How the fleet stands, on one page: the sentence, the counts, who needs someone, what flows, what failed, what it is read from.
 * The fleet is painted at every patch, the panels below once a second, all from one view.
 */
export function OverviewPage() {
  const agents = useView((view) => view.agents);
  const connection = useView((view) => view.connection);
  const sight = useView((view) => view.sight);
  const history = useView((view) => view.history);
  const tasks = useView((view) => view.tasks);
  const calm = useCalmView();
  const judged = useServerNow();
  const seen = useFrozenNow();
  const bounds = useBounds();
  const prefixes = useSettings().inForce?.prefixes ?? DEFAULT_PREFIXES;
  const blind = blindBecause(calm.sources, prefixes.coordination);
  const running = sight.state === "whole";

  const { tally, exceptions, up } = useMemo(
    () => tallyFleet(agents.values(), judged, bounds),
    [agents, judged, bounds],
  );
  const { rows, more } = useMemo(() => fleetRows(exceptions, up, seen), [exceptions, up, seen]);

  return (
    <PageFrame
      name="Overview"
      sentence={overviewSentence({ view: { connection, sight, history, tasks }, tally, exceptions, seen, blind })}
    >
      <div className={styles.board}>
        <div className={styles.fleet}>
          {tally.total === 0 ? (
            <NobodyYet connection={connection} complete={history.complete} blind={blind} />
          ) : (
            <Panel heading="Fleet" aside={<a href={agentsPath()}>{`All ${formatPlural(tally.total, "agent")}`}</a>}>
              <FleetCounts tally={tally} judged={judged !== null} complete={history.complete} />
              {up.length > EVERYONE_UP_TO && <FleetCells agents={calm.agents} judged={judged} bounds={bounds} />}
              {seen !== null && rows.length > 0 && (
                <FleetTable rows={rows} seen={seen} running={running} bounds={bounds} />
              )}
              {more > 0 && (
                <p className={styles.more}>
                  {`${formatPlural(more, "more agent")} to look at: `}
                  <a href={agentsPath()}>Agents</a>
                </p>
              )}
            </Panel>
          )}
        </div>
        <div className={styles.picture}>
          {seen !== null && hasTasks(calm.tasks) && <QueuePanel tasks={calm.tasks} seen={seen} />}
          {/* What is asked for waits until the fleet is on the screen. */}
          {calm.history.complete && <DeliveryPanel />}
          {calm.history.complete && <StreamsPanel />}
          {seen !== null && <RatePanel rates={calm.rates} history={calm.history} seen={seen} running={running} />}
        </div>
        <div className={styles.told}>
          {seen !== null && <ErrorPanel complete={calm.history.complete} seen={seen} />}
          <SourcePanel
            sources={calm.sources}
            counters={calm.counters}
            seen={seen}
            lost={sight.state === "lost" && connection.state !== "live"}
          />
          {seen !== null && <MalformedPanel malformed={calm.malformed} count={calm.counters.malformed} seen={seen} />}
        </div>
      </div>
    </PageFrame>
  );
}

/** A queue that was never used has nothing to show; one that is not read yet says so. */
function hasTasks({ counts, whole }: TasksView): boolean {
  return !whole || Object.values(counts).some((count) => count === null || count > 0);
}
