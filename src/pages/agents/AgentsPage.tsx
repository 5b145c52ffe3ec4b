import styles from "./AgentsPage.module.css";
import { AgentsTable } from "./AgentsTable.tsx";
import { AgentsToolbar } from "./AgentsToolbar.tsx";
import type { AboutTheView } from "./agents-sentence.ts";
import { agentsSentence } from "./agents-sentence.ts";
import { NoAgents, StateUnknown } from "./NoAgents.tsx";
import { inNaturalOrder } from "./rows.ts";
import type { AgentsSearch } from "./search.ts";
import { useAgentList } from "./use-agent-list.ts";
import { useBlindBecause } from "./use-blind-because.ts";
import { useCalmAgents } from "./use-calm-agents.ts";
import type { AgentFacts } from "#model/agent.ts";
import { useBounds, useFrozenNow, useServerNow, useView } from "#store/feed.tsx";
import { BesideContext } from "#ui/page-frame/beside.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { useWide } from "#ui/use-wide.ts";
import { formatClock } from "#util/format.ts";
import { Outlet, getRouteApi, useParams } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { Suspense, lazy, memo, useCallback, useState } from "react";

const route = getRouteApi("/agents");

/** From this many on a list is too long to be looked over. */
const MAP_FROM_AGENTS = 1000;

/** Few enough to be shown large. */
const CALM_UP_TO = 6;

const AgentsMap = lazy(() => import("./AgentsMap.tsx").then((module) => ({ default: module.AgentsMap })));

/** The list; an agent that is opened stands beside it where there is room, and in its place where there is none. */
export function AgentsPage() {
  const { id: opened = null } = useParams({ strict: false });
  const wide = useWide();
  return opened !== null && !wide ? <Outlet /> : <ListAndAgent opened={opened} />;
}

/** The list is the same one with and without an agent beside it: it keeps its place, its rows and the focus. */
function ListAndAgent({ opened }: { opened: string | null }) {
  const navigate = route.useNavigate();
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (opened === null || event.key !== "Escape" || event.defaultPrevented) return;
    document.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(opened)}"]`)?.focus();
    void navigate({ to: "/agents", search: (before) => before, resetScroll: false });
  }
  return (
    // Closes what is opened, from wherever in it the keyboard is; there is a link as well.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={opened === null ? undefined : styles.split}
      data-beside={opened === null ? undefined : ""}
      onKeyDown={onKeyDown}
    >
      <AgentsList opened={opened} />
      {opened !== null && (
        <aside className={styles.beside} aria-label="Opened agent">
          <BesideContext value={true}>
            <Outlet />
          </BesideContext>
        </aside>
      )}
    </div>
  );
}

function AgentsList({ opened }: { opened: string | null }) {
  return <AgentsView agents={useCalmAgents()} opened={opened} />;
}

interface AgentsViewProps {
  agents: ReadonlyMap<string, AgentFacts>;
  /** Who stands beside the list. */
  opened: string | null;
}

/** The whole list, made anew when the fleet's map or the second changes. */
const AgentsView = memo(function AgentsView({ agents, opened }: AgentsViewProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useServerNow();
  const bounds = useBounds();
  const about = useAboutTheView();

  const idOrder = useNaturalOrder(agents);
  const { state } = search;
  // Who is in a state is not known while nobody is judged, which is not nobody.
  const stateUnknown = now === null && state !== "all" && state !== "unknown";
  const list = useAgentList({ agents, idOrder, now, bounds }, search);
  const change = useCallback(
    (part: Partial<AgentsSearch>, typing?: "typing") =>
      void navigate({
        ...(opened === null ? { to: "/agents" } : { to: "/agents/$id", params: { id: opened } }),
        search: (before) => ({ ...before, ...part }),
        replace: typing === "typing",
        resetScroll: false,
      }),
    [navigate, opened],
  );
  const open = useCallback(
    (id: string) =>
      void navigate({ to: "/agents/$id", params: { id }, search: (before) => before, resetScroll: false }),
    [navigate],
  );

  const mapOffered = list.total >= MAP_FROM_AGENTS || search.view === "map";
  const tableProps = { list, search, calm: list.total <= CALM_UP_TO, opened, onChange: change, onOpen: open };
  return (
    <PageFrame name="Agents" untitled={opened !== null} sentence={agentsSentence(list, about, now !== null)}>
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
