import { useCallback, useState } from "react";
import { ExportPanel } from "./ExportPanel.tsx";
import { ListToolbar } from "./ListToolbar.tsx";
import { MessageDetail } from "./MessageDetail.tsx";
import { MessageTable } from "./MessageTable.tsx";
import styles from "./Messages.module.css";
import type { ReadingPlace } from "./reading-place.ts";
import { readingPlace } from "./reading-place.ts";
import type { StreamMessagesSearch } from "./search.ts";
import { StoredWhen } from "./StoredWhen.tsx";
import { streamMessagesSentence } from "./stream-sentence.ts";
import type { LiveReading } from "./use-message-reading.ts";
import { useMessageReading } from "./use-message-reading.ts";
import { messagesPath, streamPath } from "../../paths.ts";
import { failureRemedy, failureSentence } from "#model/asked/ask-failure.ts";
import type { StreamDetail } from "#model/streams/stream-detail.ts";
import { useView } from "#store/feed.tsx";
import type { Polled } from "#store/use-polled.ts";
import { usePolled } from "#store/use-polled.ts";
import { ListAndDetail } from "#ui/list-and-detail/ListAndDetail.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { getRouteApi } from "@tanstack/react-router";

const route = getRouteApi("/messages/$stream");

/** One stream's messages: from any place, in both directions. */
export function StreamMessagesPage() {
  const { stream } = route.useParams();
  // Another stream is another page: nothing of the last one may stay.
  return <Named key={stream} stream={stream} />;
}

function Named({ stream }: { stream: string }) {
  const place = readingPlace(route.useSearch());
  const [last, setLast] = useState<ReadingPlace | null>(null);
  const key = JSON.stringify(place.ok ? place.value : null);
  if (place.ok && JSON.stringify(last) !== key) setLast(place.value);
  // While a pattern is typed it may be none: what was read stays meanwhile.
  const shown = place.ok ? place.value : (last ?? { place: { at: "newest" }, direction: "back", filter: null });
  return <StreamMessages stream={stream} place={shown} error={place.ok ? null : place.error} />;
}

interface StreamMessagesProps {
  stream: string;
  place: ReadingPlace;
  /** What of the address is no place. */
  error: string | null;
}

function StreamMessages({ stream, place, error }: StreamMessagesProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<StreamMessagesSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const [turn, setTurn] = useState(0);
  const polled = usePolled({ kind: "stream", name: stream });
  const live = useView((view) => view.connection.state === "live");
  const reading = useMessageReading(stream, place, String(turn));
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const open = useCallback((seq: number) => change({ open: seq }), [change]);
  const { state } = reading;
  const facts = polled.state === "known" ? polled.value.row.facts : null;
  return (
    <PageFrame
      name={`Messages of ${stream}`}
      sentence={streamMessagesSentence(stream, place, state, nowOf(polled), live)}
    >
      <p className={styles.back}>
        <a href={messagesPath()}>All streams and subjects</a>
        <a href={streamPath(stream)}>This stream</a>
        {facts?.subjects.map((subject) => (
          <a key={subject} href={messagesPath({ tail: subject })}>
            {`Live tail of ${subject}`}
          </a>
        ))}
      </p>
      {state.phase.state === "failed" && state.phase.failure.why !== "gone" && <Failed reading={reading} />}
      <StoredWhen stream={stream} reading={state} turn={turn} />
      <ListToolbar search={search} error={error} onChange={change} reading={reading} place={place} />
      <ExportPanel stream={stream} filter={place.filter} shown={state.covered} stand={state.stand} />
      {facts !== null && FORGETFUL[facts.retention] !== undefined && (
        <p className={styles.none}>{FORGETFUL[facts.retention]}</p>
      )}
      <ListAndDetail
        detail={
          search.open !== 0 && (
            <MessageDetail key={search.open} stream={stream} seq={search.open} onClose={() => change({ open: 0 })} />
          )
        }
      >
        <MessageTable
          reading={reading}
          place={place}
          opened={search.open}
          newer={newerThan(polled, state)}
          onOpen={open}
          onAgain={again}
          onGoOn={(seq) => change({ from: "seq", seq, direction: place.direction })}
        />
      </ListAndDetail>
    </PageFrame>
  );
}

function Failed({ reading }: { reading: LiveReading }) {
  const { phase } = reading.state;
  if (phase.state !== "failed") return null;
  return <Trouble alarm="unknown" sentence={failureSentence(phase.failure)} remedy={failureRemedy(phase.failure)} />;
}

/** Streams whose messages go when they are read by a consumer. */
const FORGETFUL: Readonly<Record<string, string | undefined>> = {
  workqueue: "A work queue: looking at it takes nothing out of it, and no consumer is made.",
  interest: "Messages stay here until every consumer has acknowledged them; looking at them changes nothing of that.",
};

function nowOf(polled: Polled<StreamDetail>) {
  switch (polled.state) {
    case "loading":
      return null;
    case "failed":
      return { created: "", failure: polled.failure };
    case "known":
      return { created: polled.value.row.facts.created, failure: polled.old };
  }
}

/** Messages that came since the newest were read; 0 where that is not what the list begins with. */
function newerThan(polled: Polled<StreamDetail>, { stand }: LiveReading["state"]): number {
  if (polled.state !== "known" || stand === null) return 0;
  const { created, state } = polled.value.row.facts;
  return created === stand.created ? Math.max(0, state.lastSeq - stand.lastSeq) : state.messages;
}
