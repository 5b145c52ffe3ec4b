import styles from "./DeliverablesPage.module.css";
import { deliverablesSentence, failureWords } from "./deliverables-sentence.ts";
import { FeatureFilters } from "./FeatureFilters.tsx";
import { FeaturesTable, PARTLY_KNOWN } from "./FeaturesTable.tsx";
import type { DeliverablesSearch } from "./search.ts";
import { StagePicture } from "./StagePicture.tsx";
import { useFill } from "./use-fill.ts";
import { TokenNote } from "./TokenNote.tsx";
import type { FeatureQuery } from "#model/deliverables/list-features.ts";
import { useAsk, useObserverNow } from "#store/feed.tsx";
import { useShelf } from "#store/use-shelf.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { formatDuration } from "#util/format.ts";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState } from "react";

const route = getRouteApi("/deliverables");

/** Features by the six stages: what was delivered, and what is missing. */
export function DeliverablesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q: text, state: filter, sort, order } = search;
  const { polled, news } = useShelf();
  const now = useObserverNow();
  const shelf = polled.state === "known" ? polled.value : null;
  const unreadBytes = shelf?.unreadBytes ?? 0;
  const fill = useFill(sort, PARTLY_KNOWN.has(sort) && unreadBytes > 0, unreadBytes);
  const list = useLastList({ text, filter, sort, order }, `${news} ${fill.round}`);
  const change = useCallback(
    (part: Partial<DeliverablesSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const open = useCallback(
    (feature: string) => void navigate({ to: "/deliverables/$feature", params: { feature } }),
    [navigate],
  );
  const state = shelf?.shelf ?? { state: "loading" as const };
  return (
    <PageFrame name="Deliverables" sentence={deliverablesSentence(state, list?.counts ?? null)}>
      {polled.state === "known" && polled.old !== null && (
        <p className={styles.note} role="note">
          This list is {formatDuration(now - polled.answeredAt)} old: {failureWords(polled.old)}. It goes on by itself.
        </p>
      )}
      {polled.state === "failed" && (
        <p className={styles.note} role="note">
          The streams could not be asked: {failureWords(polled.failure)}.
        </p>
      )}
      {state.state === "no-stream" && (
        <p className={styles.note}>
          Reports are listened for in the streams that capture the deliverable system's subjects. Agents' reports are
          kept once those exist; the provisioning script makes them.
        </p>
      )}
      {list !== null && state.state !== "no-stream" && (
        <div className={styles.content}>
          <StagePicture counts={list.counts} chosen={filter} />
          {shelf !== null && shelf.estimatedBytes !== null && list.counts.reports > 0 && (
            <TokenNote counts={list.counts} estimatedBytes={shelf.estimatedBytes} />
          )}
          <search className={styles.toolbar}>
            <input
              className={styles.search}
              type="search"
              aria-label="Search features"
              placeholder="Search feature, agent, type"
              spellCheck={false}
              autoComplete="off"
              value={text}
              onChange={(event) => change({ q: event.target.value }, "typing")}
            />
            <FeatureFilters counts={list.counts} chosen={filter} />
          </search>
          <FeaturesTable
            list={list}
            news={news}
            search={search}
            unreadBytes={unreadBytes}
            fill={fill}
            onChange={change}
            onOpen={open}
          />
        </div>
      )}
    </PageFrame>
  );
}

/** The list of the question before stays until its own has come. */
function useLastList(query: FeatureQuery, news: string) {
  const { data } = useAsk({ kind: "deliverable-list", query }, { changed: news });
  const [last, setLast] = useState(data);
  if (data !== undefined && data !== last) setLast(data);
  return data ?? last ?? null;
}
