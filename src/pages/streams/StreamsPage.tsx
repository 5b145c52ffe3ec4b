import { AdvisoryPanels } from "./AdvisoryPanels.tsx";
import { AccountPanel } from "./AccountPanel.tsx";
import { listStreams, needsAttention, unseenOf } from "./rows.ts";
import type { StreamsSearch } from "./search.ts";
import styles from "./StreamsPage.module.css";
import { streamsSentence } from "./streams-sentence.ts";
import { StreamsTable } from "./StreamsTable.tsx";
import { provisioningCommand } from "./no-streams.ts";
import { streamPath } from "../../paths.ts";
import { failureRemedy, failureSentence } from "#model/asked/ask-failure.ts";
import { rankOfSeverity, worstSeverity } from "#model/streams/finding.ts";
import type { StreamList, StreamRow } from "#model/streams/stream-list.ts";
import { useObserverNow, useView } from "#store/feed.tsx";
import type { Polled } from "#store/use-polled.ts";
import { usePolled } from "#store/use-polled.ts";
import { CopyBlock } from "#ui/copy-block/CopyBlock.tsx";
import { FindingList } from "#ui/finding-list/FindingList.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatDuration, formatPlural } from "#util/format.ts";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

const route = getRouteApi("/streams");

const SHOW_OPTIONS = [
  { value: "all", text: "All" },
  { value: "attention", text: "Need someone" },
] as const;

/** Findings are told in full for this many; the rows have their worst one each. */
const MOST_TOLD = 6;
const MOST_NAMED = 12;

/** Whether the broker keeps what it is given: every stream of the account, how full it is, and what happens then. */
export function StreamsPage() {
  const polled = usePolled({ kind: "streams" });
  const live = useView((view) => view.connection.state === "live");
  return (
    <PageFrame name="Streams" sentence={streamsSentence(polled, live)}>
      <Content polled={polled} />
    </PageFrame>
  );
}

function Content({ polled }: { polled: Polled<StreamList> }) {
  switch (polled.state) {
    case "loading":
      return null;
    case "failed":
      return (
        <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={failureRemedy(polled.failure)} />
      );
    case "known":
      return <Streams list={polled.value} old={<Old polled={polled} />} />;
  }
}

function Old({ polled }: { polled: Extract<Polled<StreamList>, { state: "known" }> }) {
  const now = useObserverNow();
  if (polled.old === null) return null;
  const age = formatDuration(now - polled.answeredAt);
  return (
    <Trouble
      alarm="unknown"
      sentence={`This is ${age} old. ${failureSentence(polled.old)}`}
      remedy={failureRemedy(polled.old)}
    />
  );
}

/** What is there and could not be looked at: no row says so. */
function Unseen({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  const more = names.length - MOST_NAMED;
  const words = `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return (
    <Trouble
      alarm="unknown"
      sentence={`${formatPlural(names.length, "stream")} did not answer the server that lists them: ${words}. Their leaders are not there, or are being elected.`}
    />
  );
}

/** The worst first. */
function inOrder(rows: readonly StreamRow[]): readonly StreamRow[] {
  return rows.toSorted(
    (left, right) => rankOfSeverity(worstSeverity(left.findings)) - rankOfSeverity(worstSeverity(right.findings)),
  );
}

function Streams({ list, old }: { list: StreamList; old: React.ReactNode }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useMemo(() => listStreams(list.rows, search), [list.rows, search]);
  const change = useCallback(
    (part: Partial<StreamsSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const open = useCallback((name: string) => void navigate({ to: "/streams/$name", params: { name } }), [navigate]);
  const troubled = useMemo(() => list.rows.filter(needsAttention), [list.rows]);
  const told = inOrder(troubled)
    .slice(0, MOST_TOLD)
    .flatMap(({ facts, findings }) =>
      findings
        .filter(({ severity }) => severity !== "notice")
        .map((finding) => ({
          key: `${facts.name} ${finding.code}`,
          about: <a href={streamPath(facts.name)}>{facts.name}</a>,
          ...finding,
        })),
    );
  if (list.total === 0) {
    return (
      <div className={styles.none}>
        {old}
        <p>Agents publish into streams; nothing here keeps what they say. This makes the seven that Rollcall reads:</p>
        <CopyBlock label="How to make the streams" text={provisioningCommand()} />
      </div>
    );
  }
  return (
    <>
      {old}
      {list.missing !== null && (
        <Trouble
          alarm="unknown"
          sentence={`Only a part of ${formatPlural(list.total, "stream")} is shown. ${failureSentence(list.missing)}`}
          remedy={failureRemedy(list.missing)}
        />
      )}
      <Unseen names={unseenOf(list)} />
      <div>
        <search className={styles.toolbar}>
          <input
            className={styles.search}
            type="search"
            aria-label="Search streams"
            placeholder="Search name, subject"
            spellCheck={false}
            autoComplete="off"
            value={search.q}
            onChange={(event) => change({ q: event.target.value }, "typing")}
          />
          <Segmented
            label="Show"
            quiet
            options={SHOW_OPTIONS}
            value={search.show}
            onChange={(show) => change({ show })}
          />
        </search>
        <StreamsTable rows={rows} total={list.rows.length} search={search} onChange={change} onOpen={open} />
      </div>
      {told.length > 0 && (
        <Panel
          heading="What to do"
          aside={
            troubled.length > MOST_TOLD
              ? `the first ${MOST_TOLD} of ${formatPlural(troubled.length, "stream")}`
              : undefined
          }
        >
          <FindingList name="Findings" findings={told} />
        </Panel>
      )}
      <AdvisoryPanels />
      <AccountPanel account={list.account} />
    </>
  );
}
