import styles from "./ConsumersPage.module.css";
import { consumersSentence } from "./consumers-sentence.ts";
import { ConsumerDetail } from "./ConsumerDetail.tsx";
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
import { formatCount, formatDuration, formatPlural } from "#util/format.ts";
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
  const open = useCallback((key: string) => change({ open: key }), [change]);
  if (polled.state === "loading") return null;
  if (polled.state === "failed") {
    return (
      <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={failureRemedy(polled.failure)} />
    );
  }
  const { value: list, old, answeredAt } = polled;
  return (
    <>
      {old !== null && (
        <Trouble
          alarm="unknown"
          sentence={`This is ${formatDuration(now - answeredAt)} old. ${failureSentence(old)}`}
          remedy={failureRemedy(old)}
        />
      )}
      <Missing list={list} />
      {(list.total > 0 || search.open !== "") && (
        <>
          <VerdictPicture counts={list.counts} />
          <div className={styles.content} data-beside={search.open === "" ? undefined : ""}>
            <div className={styles.list}>
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
            {search.open !== "" && (
              <ConsumerDetail key={search.open} id={search.open} onClose={() => change({ open: "" })} />
            )}
          </div>
        </>
      )}
    </>
  );
}

const MOST_NAMED = 6;

/** What is there and not known: of which streams nothing may be asked, and which consumers did not answer. */
function Missing({ list: { missing, unanswered, streams } }: { list: ConsumerList }) {
  return (
    <>
      {missing !== null && (
        <Trouble
          alarm="unknown"
          sentence={`Only a part is shown: nothing is known of the consumers of ${formatCount(missing.streams.length)} of ${formatPlural(streams.of, "stream")} (${named(missing.streams)}). ${failureSentence(missing.failure)}`}
          remedy={failureRemedy(missing.failure)}
        />
      )}
      {unanswered.length > 0 && (
        <Trouble
          alarm="unknown"
          sentence={`${formatPlural(unanswered.length, "consumer")} did not answer the server that lists them: ${named(unanswered)}. Their leaders are not there, or are being elected.`}
        />
      )}
    </>
  );
}

function named(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}`;
}
