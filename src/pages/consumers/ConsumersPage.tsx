import styles from "./ConsumersPage.module.css";
import { consumersSentence } from "./consumers-sentence.ts";
import { ConsumersTable } from "./ConsumersTable.tsx";
import type { ConsumersSearch } from "./search.ts";
import { VerdictFilter } from "./VerdictFilter.tsx";
import { VerdictPicture } from "./VerdictPicture.tsx";
import { consumersPath, streamPath, streamsPath } from "../../paths.ts";
import { failureRemedy, failureSentence } from "#model/asked/ask-failure.ts";
import type { ConsumerList } from "#model/streams/consumer-list.ts";
import { useObserverNow, useView } from "#store/feed.tsx";
import type { Polled } from "#store/use-polled.ts";
import { usePolled } from "#store/use-polled.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatDuration } from "#util/format.ts";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";

const route = getRouteApi("/consumers");

/** As many as a tall screen shows; further ones are read as they come into view. */
const FIRST_ROWS = 60;

/** Whether anyone is reading: every consumer with a verdict and its reason in words. */
export function ConsumersPage() {
  const search = route.useSearch();
  const live = useView((view) => view.connection.state === "live");
  const { q, verdict, sort, order } = search;
  const stream = search.stream === "" ? null : search.stream;
  const polled = usePolled(
    { kind: "consumers", query: { stream, q, verdict, sort, order }, rows: FIRST_ROWS },
    { keep: true },
  );
  return (
    <PageFrame name="Consumers" sentence={consumersSentence(polled, stream, live)}>
      <p className={styles.back}>
        {stream === null ? (
          <a href={streamsPath()}>Streams</a>
        ) : (
          <>
            <a href={streamPath(stream)}>{stream}</a> · <a href={consumersPath()}>consumers of all streams</a>
          </>
        )}
      </p>
      <Content polled={polled} search={search} />
    </PageFrame>
  );
}

function Content({ polled, search }: { polled: Polled<ConsumerList>; search: ConsumersSearch }) {
  const navigate = route.useNavigate();
  const now = useObserverNow();
  const change = useCallback(
    (part: Partial<ConsumersSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const open = useCallback(
    (key: string) => void navigate({ to: "/streams/$name", params: { name: key.slice(0, key.indexOf("/")) } }),
    [navigate],
  );
  if (polled.state === "loading") return null;
  if (polled.state === "failed") {
    return (
      <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={failureRemedy(polled.failure)} />
    );
  }
  const { value: list, old, answeredAt } = polled;
  const trouble = old ?? list.missing;
  return (
    <>
      {trouble !== null && (
        <Trouble
          alarm="unknown"
          sentence={`${old === null ? "Only a part is shown." : `This is ${formatDuration(now - answeredAt)} old.`} ${failureSentence(trouble)}`}
          remedy={failureRemedy(trouble)}
        />
      )}
      {list.total > 0 && (
        <>
          <VerdictPicture counts={list.counts} />
          <div>
            <search className={styles.toolbar}>
              <input
                className={styles.search}
                type="search"
                aria-label="Search consumers"
                placeholder="Search stream, consumer"
                spellCheck={false}
                autoComplete="off"
                value={search.q}
                onChange={(event) => change({ q: event.target.value }, "typing")}
              />
              <VerdictFilter counts={list.counts} chosen={search.verdict} stream={search.stream} />
            </search>
            <ConsumersTable list={list} search={search} onChange={change} onOpen={open} />
          </div>
        </>
      )}
    </>
  );
}
