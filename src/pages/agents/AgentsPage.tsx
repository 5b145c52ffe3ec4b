import styles from "./AgentsPage.module.css";
import { AgentsTable } from "./AgentsTable.tsx";
import { AgentsToolbar } from "./AgentsToolbar.tsx";
import type { AboutTheView } from "./agents-sentence.ts";
import { agentsSentence } from "./agents-sentence.ts";
import { NoAgents, StateUnknown } from "./NoAgents.tsx";
import { inNaturalOrder, listAgents } from "./rows.ts";
import type { AgentsSearch } from "./search.ts";
import { useBlindBecause } from "./use-blind-because.ts";
import { useCalmAgents } from "./use-calm-agents.ts";
import type { AgentFacts } from "#model/agent.ts";
import { useBounds, useFrozenNow, useServerNow, useView } from "#store/feed.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { formatClock } from "#util/format.ts";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense, lazy, memo, useCallback, useMemo, useState } from "react";

const route = getRouteApi("/agents");

/** From this many on a list is too long to be looked over. */
const MAP_FROM_AGENTS = 1000;

/** Few enough to be shown large. */
const CALM_UP_TO = 6;

const AgentsMap = lazy(() => import("./AgentsMap.tsx").then((module) => ({ default: module.AgentsMap })));

export function AgentsPage() {
  return <AgentsView agents={useCalmAgents()} />;
}

/** The whole page, made anew when the fleet's map or the second changes. */
const AgentsView = memo(function AgentsView({ agents }: { agents: ReadonlyMap<string, AgentFacts> }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useServerNow();
  const bounds = useBounds();
  const about = useAboutTheView();

  const idOrder = useNaturalOrder(agents);
  const { q, state, sort, order } = search;
  // Who is in a state is not known while nobody is judged, which is not nobody.
  const stateUnknown = now === null && state !== "all" && state !== "unknown";
  const list = useMemo(
    () => listAgents(agents, idOrder, now, bounds, { q, state, sort, order }),
    [agents, idOrder, now, bounds, q, state, sort, order],
  );
  const change = useCallback(
    (part: Partial<AgentsSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const open = useCallback((id: string) => void navigate({ to: "/agents/$id", params: { id } }), [navigate]);

  const mapOffered = list.total >= MAP_FROM_AGENTS || search.view === "map";
  const tableProps = { list, search, calm: list.total <= CALM_UP_TO, onChange: change, onOpen: open };
  return (
    <PageFrame name="Agents" sentence={agentsSentence(list, about, now !== null)}>
      {list.total === 0 ? (
        <NoAgents />
      ) : (
        <div className={styles.content} data-calm={list.total <= CALM_UP_TO ? "" : undefined}>
          <AgentsToolbar list={list} search={search} judged={now !== null} mapOffered={mapOffered} onChange={change} />
          {stateUnknown ? (
            <StateUnknown state={state} />
          ) : search.view === "map" ? (
            <Suspense fallback={null}>
              <AgentsMap {...tableProps} idOrder={idOrder} />
            </Suspense>
          ) : (
            <AgentsTable {...tableProps} />
          )}
        </div>
      )}
    </PageFrame>
  );
});

/** Only what the sentence is made of: the view itself changes ten times a second. */
function useAboutTheView(): AboutTheView {
  const connection = useView((view) => view.connection.state);
  const complete = useView((view) => view.history.complete);
  const notHeld = useView((view) => view.agentsNotHeld);
  const running = useView((view) => view.sight.state === "whole");
  const seen = useFrozenNow();
  const blind = useBlindBecause();
  return { connection, complete, asOf: running || seen === null ? null : formatClock(seen, seen), blind, notHeld };
}

/** The ids in their natural order: the same array while they are the same ids. */
function useNaturalOrder(agents: ReadonlyMap<string, AgentFacts>): readonly string[] {
  const [before, setBefore] = useState(() => inNaturalOrder(agents));
  const order = inNaturalOrder(agents, before);
  if (order !== before) setBefore(order);
  return order;
}
