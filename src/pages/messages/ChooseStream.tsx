import type { ReactNode } from "react";
import { useCallback, useMemo } from "react";
import styles from "./Messages.module.css";
import { messagesPath, streamMessagesPath, streamsPath } from "../../paths.ts";
import { failureRemedy, failureSentence } from "#model/asked/ask-failure.ts";
import type { StreamList, StreamRow } from "#model/streams/stream-list.ts";
import { useFrozenNow, useObserverNow, useSettings, useView } from "#store/feed.tsx";
import type { Polled } from "#store/use-polled.ts";
import { usePolled } from "#store/use-polled.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable, shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatBytes, formatClockSeconds, formatCount, formatDuration, formatPlural } from "#util/format.ts";

const STREAM = { key: "stream", label: "Stream" } as const;
const MESSAGES = { key: "messages", label: "Messages", width: "8rem", align: "end" } as const;
const BYTES = { key: "bytes", label: "Bytes", width: "6rem", align: "end", from: "phone" } as const;
const NEWEST = { key: "newest", label: "Newest", width: "9rem", from: "phone" } as const;
const SUBJECTS = { key: "subjects", label: "Subjects", width: "34%", from: "phone" } as const;
const COLUMNS: readonly Column[] = [STREAM, MESSAGES, BYTES, NEWEST, SUBJECTS];
const BY_NEWEST = { key: "newest", direction: "descending" } as const;
const ROW_PX = 32;

/** Where messages are: the streams of the account, and any subject to listen to. */
export function ChooseStream({ form }: { form: ReactNode }) {
  const polled = usePolled({ kind: "streams" });
  const live = useView((view) => view.connection.state === "live");
  const prefixes = useSettings().inForce?.prefixes;
  return (
    <PageFrame name="Messages" sentence={chooseSentence(polled, live)}>
      <Panel heading="Stored in streams">
        <Streams polled={polled} />
      </Panel>
      <Panel heading="Live tail of a subject">
        <div className={styles.toolbar}>
          {form}
          {prefixes !== undefined &&
            [`${prefixes.coordination}.>`, `${prefixes.deliverables}.>`].map((subject) => (
              <a key={subject} href={messagesPath({ tail: subject })}>
                {subject}
              </a>
            ))}
        </div>
        <p className={styles.none}>
          Whatever this login may listen to, as it passes: nothing is stored for it, no consumer is made, and what was
          published before is not heard.
        </p>
      </Panel>
    </PageFrame>
  );
}

function chooseSentence(polled: Polled<StreamList>, live: boolean): SentencePart[] {
  if (polled.state === "known") {
    const { rows, total } = polled.value;
    const messages = rows.reduce((sum, { facts }) => sum + facts.state.messages, 0);
    if (total === 0) return ["No stream stores messages here; any subject can be listened to."];
    return [
      { text: formatPlural(total, "stream"), href: streamsPath() },
      messages === 0 ? " to read, all of them empty." : " to read, and any subject to listen to.",
    ];
  }
  if (!live) return ["No connection: no message can be read."];
  return polled.state === "loading" ? ["Looking for streams."] : ["Which streams there are is not known."];
}

function Streams({ polled }: { polled: Polled<StreamList> }) {
  const observed = useObserverNow();
  if (polled.state === "loading") return null;
  if (polled.state === "failed") {
    return (
      <Trouble alarm="unknown" sentence={failureSentence(polled.failure)} remedy={failureRemedy(polled.failure)} />
    );
  }
  const trouble = polled.old ?? polled.value.missing;
  return (
    <>
      {trouble !== null && (
        <Trouble
          alarm="unknown"
          sentence={`${polled.old === null ? "This is a part." : `This is ${formatDuration(observed - polled.answeredAt)} old.`} ${failureSentence(trouble)}`}
          remedy={failureRemedy(trouble)}
        />
      )}
      <StreamTable rows={polled.value.rows} />
    </>
  );
}

/** Those with the newest messages first. */
function StreamTable({ rows }: { rows: readonly StreamRow[] }) {
  const sorted = useMemo(
    () =>
      rows.toSorted(
        (left, right) =>
          (right.facts.state.lastAt ?? 0) - (left.facts.state.lastAt ?? 0) ||
          (left.facts.name < right.facts.name ? -1 : 1),
      ),
    [rows],
  );
  const byName = useMemo(() => new Map(sorted.map((row) => [row.facts.name, row])), [sorted]);
  const ids = useMemo(() => [...byName.keys()], [byName]);
  const narrow = useNarrow();
  const cells = useCallback(
    (name: string) => {
      const row = byName.get(name);
      return row === undefined ? null : <StreamCells row={row} />;
    },
    [byName],
  );
  const open = useCallback((name: string) => {
    window.location.hash = streamMessagesPath(name);
  }, []);
  return (
    <VirtualTable
      name="Streams"
      columns={COLUMNS}
      sort={BY_NEWEST}
      onSort={holdsStill}
      ids={ids}
      orderKey=""
      cells={cells}
      onOpen={open}
      rowHeight={narrow ? ROW_PX + 8 : ROW_PX}
    />
  );
}

function holdsStill(): void {}

function StreamCells({ row: { facts } }: { row: StreamRow }) {
  const now = useFrozenNow();
  const { messages, bytes, lastAt } = facts.state;
  return (
    <>
      <td className={styles.streamName}>
        <a href={streamMessagesPath(facts.name)} data-opens-row>
          {facts.name}
        </a>
      </td>
      <td className={styles.size}>{formatCount(messages)}</td>
      <td className={`${styles.size} ${shownFrom(BYTES) ?? ""}`}>{formatBytes(bytes)}</td>
      <td className={`${styles.stored} ${shownFrom(NEWEST) ?? ""}`}>
        {lastAt === null || now === null ? "–" : formatClockSeconds(lastAt, now)}
      </td>
      <td className={`${styles.subject} ${shownFrom(SUBJECTS) ?? ""}`} title={facts.subjects.join(", ")}>
        {facts.subjects.join(", ")}
      </td>
    </>
  );
}
