import type { FeedClient, FeedControls, SettingsState } from "./feed-client.ts";
import { tickerOf } from "./ticker.ts";
import type { WorkerTrouble } from "./worker-trouble.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { judgedAt, seenAt } from "#model/sight.ts";
import type { FleetView } from "#model/view.ts";
import { assert } from "#util/assert.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";
import type { AskAnswers, AskRequest } from "#worker/protocol.ts";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from "react";

/** Pages know the worker through the store only. */
export type { AskAnswers } from "#worker/protocol.ts";

const FeedContext = createContext<FeedClient | null>(null);

/** Hands the feed to the hooks below. `client` comes from `startFeed()` on the page, from `feedOfView()` in component tests. */
export function FeedProvider({ client, children }: { client: FeedClient; children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, gcTime: 60_000 } } }),
  );
  return (
    <FeedContext value={client}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </FeedContext>
  );
}

export function useFeed(): FeedClient {
  const client = use(FeedContext);
  assert(client !== null, "a store hook outside FeedProvider");
  return client;
}

/**
 * A part of the view. Renders again only when that part changed: by reference, or by `isEqual` for parts that `select` builds anew.
 */
export function useView<T>(select: (view: FleetView) => T, isEqual: (a: T, b: T) => boolean = Object.is): T {
  const { mirror } = useFeed();
  const last = useRef<{ view: FleetView; select: (view: FleetView) => T; value: T } | null>(null);
  function getSnapshot(): T {
    const view = mirror.getView();
    const before = last.current;
    if (before !== null && before.view === view && before.select === select) return before.value;
    const value = select(view);
    const kept = before !== null && isEqual(before.value, value) ? before.value : value;
    last.current = { view, select, value: kept };
    return kept;
  }
  return useSyncExternalStore(mirror.subscribe, getSnapshot);
}

export function useAgent(id: string): AgentFacts | null {
  return useView((view) => view.agents.get(id) ?? null);
}

/** This machine's moment of the last tick; all callers of one pace share it. */
export function useObserverNow(everyMs: number = SECOND_MS): ObserverMs {
  const ticker = tickerOf(everyMs);
  return useSyncExternalStore(ticker.subscribe, ticker.getMoment);
}

/**
 * The server's time to **judge** with, one tick for the whole page: null while there is no clock yet or our own view is lost, so that
 * everyone reads "unknown". For ages use `useFrozenNow`.
 */
export function useServerNow(everyMs: number = SECOND_MS): ServerMs | null {
  const now = useObserverNow(everyMs);
  return useView((view) => judgedAt(view, now));
}

/**
 * The server's time to paint **ages** with: goes on while we see, stands still at the moment when the view was lost, lags while the reader
 * is behind. Null only while there is no clock yet.
 */
export function useFrozenNow(everyMs: number = SECOND_MS): ServerMs | null {
  const now = useObserverNow(everyMs);
  return useView((view) => seenAt(view, now));
}

/** The bounds in force: the user's, the deployment's, or the defaults. */
export function useBounds(): LivenessBounds {
  return useSettings().inForce?.bounds ?? DEFAULT_BOUNDS;
}

/**
 * Asks the worker for something that the view does not carry.
 * @param options.changed asked again whenever this value changes (such as the agent's `lastBeatSeq`), the old answer staying on the screen
 */
export function useAsk<R extends AskRequest>(
  request: R,
  options: { enabled?: boolean; changed?: string | number | null } = {},
): UseQueryResult<AskAnswers[R["kind"]]> {
  const { ask } = useFeed();
  const { enabled = true, changed = null } = options;
  const query = useQuery<AskAnswers[R["kind"]]>({
    queryKey: [request],
    queryFn: () => ask(request),
    enabled,
    staleTime: 0,
  });
  const { refetch, isFetching } = query;
  const lastChanged = useRef(changed);
  useEffect(() => {
    // What changed while an answer is on its way may have come after it was made: then it is asked for once more.
    if (!enabled || isFetching || lastChanged.current === changed) return;
    lastChanged.current = changed;
    void refetch({ cancelRefetch: false });
  }, [changed, enabled, isFetching, refetch]);
  return query;
}

/** What is the matter with the page's own worker; null: nothing. */
export function useWorkerTrouble(): WorkerTrouble | null {
  const { mirror } = useFeed();
  return useSyncExternalStore(mirror.subscribe, mirror.getTrouble);
}

/** To ask once, when somebody presses a button. Rejects when there is no answer. */
export function useAskOnce(): FeedClient["ask"] {
  return useFeed().ask;
}

export function useFeedControls(): FeedControls {
  return useFeed().controls;
}

/** The user's settings, what `rollcall.json` gave, and what is in force. Holds no secret. */
export function useSettings(): SettingsState {
  const { settings } = useFeed();
  return useSyncExternalStore(settings.subscribe, settings.get);
}
