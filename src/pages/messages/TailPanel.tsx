import { memo, useCallback, useEffect, useMemo, useState } from "react";
import styles from "./Messages.module.css";
import { PreviewText } from "./PreviewText.tsx";
import { NO_SAMPLES, noteCount, perSecond } from "./rate-samples.ts";
import type { TailNews } from "./tail-follow.ts";
import { tailRemedy } from "./tail-sentence.ts";
import { TailDetail } from "./TailDetail.tsx";
import type { LiveTail } from "./use-tail.ts";
import type { TailRow } from "#model/messages/tail-ring.ts";
import { useSettings } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { ListAndDetail } from "#ui/list-and-detail/ListAndDetail.tsx";
import { RateBars } from "#ui/rate-bars/RateBars.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable, shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatBytes, formatClockSeconds, formatCount, formatPlural, formatRate } from "#util/format.ts";

interface TailPanelProps {
  subject: string;
  tail: LiveTail;
}

const SECONDS = 60;
const HALF_SECOND_MS = 500;

/** What is heard on a subject: how fast, the counts, the newest messages. */
export function TailPanel({ subject, tail }: TailPanelProps) {
  const { state, follow } = tail;
  const { news, paused } = state;
  const [opened, setOpened] = useState(0);
  const pagePaused = useSettings().paused;
  useEffect(() => {
    if (pagePaused) void follow.pause();
    else follow.goOn();
  }, [follow, pagePaused]);
  const open = useCallback(
    (n: number) => {
      setOpened(n);
      // Its body shall still be there when it is looked at.
      void follow.pause();
    },
    [follow],
  );
  if (news?.state === "forbidden") {
    return (
      <Trouble
        alarm="unknown"
        sentence={`Missing: the grant to subscribe to ${subject}.`}
        remedy={tailRemedy(subject)}
      />
    );
  }
  return (
    <>
      <div className={styles.rate}>
        <RatePicture subject={subject} news={news} />
        <Counts tail={tail} />
        <Button pressed={paused} onClick={() => (paused ? follow.goOn() : void follow.pause())}>
          {paused ? "Go on" : "Pause"}
        </Button>
      </div>
      <ListAndDetail
        detail={opened !== 0 && <TailDetail key={opened} tail={tail} n={opened} onClose={() => setOpened(0)} />}
      >
        <TailTable tail={tail} opened={opened} onOpen={open} />
      </ListAndDetail>
    </>
  );
}

/** Drawn twice a second: the counts beside it are as of now. */
function RatePicture({ subject, news }: { subject: string; news: TailNews | null }) {
  const values = useAtMostEvery(useRates(news), HALF_SECOND_MS);
  return (
    <div className={styles.bars}>
      <Bars label={`Messages a second on ${subject}, the last ${SECONDS} s`} values={values} />
    </div>
  );
}

const Bars = memo(RateBars);

function useRates(news: TailNews | null): (number | null)[] {
  const [seen, setSeen] = useState<{ news: TailNews | null; samples: typeof NO_SAMPLES }>({
    news: null,
    samples: NO_SAMPLES,
  });
  if (news !== null && news !== seen.news && news.state === "listening") {
    setSeen({ news, samples: noteCount(seen.samples, news.toldAt, news.heard) });
  }
  return useMemo(() => perSecond(seen.samples, SECONDS), [seen.samples]);
}

/** Exact, to the last message: what the worker heard, what it holds of that, and what it let go. */
function Counts({ tail: { state } }: Pick<TailPanelProps, "tail">) {
  const { news, still } = state;
  if (news === null) return null;
  const facts: [string, string][] = [
    ["heard", formatCount(news.heard)],
    ...(news.matched === news.heard ? [] : [["matching", formatCount(news.matched)] satisfies [string, string]]),
    ["dropped", formatCount(news.dropped)],
    ["held", formatCount(news.held)],
    ["now", formatRate(news.perSecond)],
    ["in all", formatBytes(news.heardBytes)],
  ];
  return (
    <dl className={styles.counts} aria-label="Counts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {still !== null && state.paused && (
        <div>
          <dt>since the pause</dt>
          <dd>{formatCount(Math.max(0, news.matched - still.heard))}</dd>
        </div>
      )}
    </dl>
  );
}

const HEARD = { key: "heard", label: "Heard", width: "6rem", from: "phone" } as const;
const SUBJECT = { key: "subject", label: "Subject", width: "28%", from: "phone" } as const;
const SIZE = { key: "size", label: "Size", width: "5.5rem", align: "end", from: "phone" } as const;
const BODY = { key: "body", label: "Body" } as const;
const COLUMNS: readonly Column<"heard" | "subject" | "size" | "body">[] = [HEARD, SUBJECT, SIZE, BODY];
const ROW_PX = 32;
const NARROW_ROW_PX = 60;
const NEWEST_FIRST = { key: "heard", direction: "descending" } as const;

interface TailTableProps {
  tail: LiveTail;
  opened: number;
  /** @param n its number in the tail */
  onOpen: (n: number) => void;
}

/**
 * Rows are places, the newest first: what stands in them changes. A row of its own for each message would have the browser take down and put
 * up all that is on the screen ten times a second.
 */
function TailTable({ tail: { state, follow }, opened, onOpen }: TailTableProps) {
  const rows = state.still?.rows ?? state.rows;
  const count = rows.length;
  const ids = useMemo(() => Array.from({ length: count }, (_none, place) => String(place)), [count]);
  const narrow = useNarrow();
  const cells = useCallback(
    (place: string) => {
      const row = rows[Number(place)];
      return row === undefined ? null : <TailCells row={row} narrow={narrow} />;
    },
    [rows, narrow],
  );
  const open = useCallback(
    (place: string) => {
      const row = rows[Number(place)];
      if (row !== undefined) onOpen(row.n);
    },
    [rows, onOpen],
  );
  const openPlace = opened === 0 ? -1 : rows.findIndex(({ n }) => n === opened);
  const waiting =
    state.still === null || state.paused ? 0 : Math.max(0, (state.news?.matched ?? 0) - state.still.heard);
  const news = useMemo(() => ({ count: waiting, onHold: follow.stand, onTake: follow.goOn }), [waiting, follow]);
  return (
    <VirtualTable
      name="Messages"
      columns={COLUMNS}
      sort={NEWEST_FIRST}
      onSort={holdsStill}
      ids={ids}
      orderKey=""
      cells={cells}
      onOpen={open}
      openId={openPlace < 0 ? null : String(openPlace)}
      rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
      news={news}
      summary={
        state.paused ? `Paused: ${formatPlural(count, "message")} held for reading` : `the newest ${formatCount(count)}`
      }
    />
  );
}

/** They come in the order in which they were heard and in no other. */
function holdsStill(): void {}

interface TailCellsProps {
  row: TailRow;
  /** Only there is the second line made. */
  narrow: boolean;
}

const TailCells = memo(function TailCells({ row, narrow }: TailCellsProps) {
  const { heardAt, subject, bytes, headers, preview } = row;
  const heard = formatClockSeconds(heardAt, heardAt);
  return (
    <>
      <td className={`${styles.stored} ${shownFrom(HEARD) ?? ""}`} title={new Date(heardAt).toISOString()}>
        {heard}
      </td>
      <td className={`${styles.subject} ${shownFrom(SUBJECT) ?? ""}`} title={subject}>
        {subject}
      </td>
      <td className={`${styles.size} ${shownFrom(SIZE) ?? ""}`}>{formatBytes(bytes)}</td>
      <td className={styles.body}>
        {narrow && <span className={styles.meta}>{`${heard} · ${subject}`}</span>}
        <PreviewText preview={preview} headers={headers} />
      </td>
    </>
  );
});
