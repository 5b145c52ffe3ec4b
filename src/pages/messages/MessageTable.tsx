import { useCallback, useMemo } from "react";
import { lineId, listLines } from "./list-lines.ts";
import type { ListLine } from "./list-lines.ts";
import { MOST_ROWS } from "./message-reading.ts";
import styles from "./Messages.module.css";
import { PreviewText } from "./PreviewText.tsx";
import type { ReadingPlace } from "./reading-place.ts";
import type { LiveReading } from "./use-message-reading.ts";
import type { MessageRow, SeqRange } from "#model/messages/message-row.ts";
import { useFrozenNow } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { useNarrow } from "#ui/use-narrow.ts";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable, shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatBytes, formatClockSeconds, formatCount, formatPlural } from "#util/format.ts";
import { DAY_MS } from "#util/units.ts";

interface MessageTableProps {
  reading: LiveReading;
  place: ReadingPlace;
  /** Sequence; 0: none. */
  opened: number;
  /** Messages that came since. */
  newer: number;
  onOpen: (seq: number) => void;
  /** Reads the same place anew. */
  onAgain: () => void;
  /** The list holds no more: goes on from that sequence in a list of its own. */
  onGoOn: (seq: number) => void;
}

const SEQ = { key: "seq", label: "Sequence", width: "6.5rem", align: "end", from: "phone" } as const;
const STORED = { key: "stored", label: "Stored", width: "8.5rem", from: "phone" } as const;
const SUBJECT = { key: "subject", label: "Subject", width: "24%", from: "phone" } as const;
const SIZE = { key: "size", label: "Size", width: "5.5rem", align: "end", from: "phone" } as const;
const BODY = { key: "body", label: "Body" } as const;
const COLUMNS: readonly Column<"seq" | "stored" | "subject" | "size" | "body">[] = [SEQ, STORED, SUBJECT, SIZE, BODY];
const ROW_PX = 32;
const NARROW_ROW_PX = 60;

/** One row a message in the direction of reading; what is gone between them has a row as well. */
export function MessageTable(props: MessageTableProps) {
  const { reading, place, opened, newer, onOpen, onAgain } = props;
  const { rows, covered, phase } = reading.state;
  const { direction, filter } = place;
  const lines = useMemo(
    () => new Map(listLines(rows, covered, direction, filter !== null).map((line) => [lineId(line), line])),
    [rows, covered, direction, filter],
  );
  const ids = useMemo(() => [...lines.keys()], [lines]);
  const narrow = useNarrow();
  const day = Math.floor((useFrozenNow() ?? 0) / DAY_MS) * DAY_MS;
  const cells = useCallback(
    (id: string) => {
      const line = lines.get(id);
      return line === undefined ? null : <Cells line={line} today={day} />;
    },
    [lines, day],
  );
  const fromNewest = place.place.at === "newest" && direction === "back";
  const waiting = fromNewest ? newer : 0;
  const news = useMemo(() => ({ count: waiting, onHold: holdsStill, onTake: onAgain }), [waiting, onAgain]);
  const open = useCallback(
    (id: string) => {
      if (lines.get(id)?.kind === "message") onOpen(Number(id));
    },
    [lines, onOpen],
  );
  const go = reading.go;
  return (
    <>
      <VirtualTable
        name="Messages"
        columns={COLUMNS}
        sort={{ key: "seq", direction: direction === "back" ? "descending" : "ascending" }}
        onSort={holdsStill}
        ids={ids}
        orderKey={JSON.stringify(place)}
        cells={cells}
        onOpen={open}
        openId={opened === 0 ? null : String(opened)}
        rowHeight={narrow ? NARROW_ROW_PX : ROW_PX}
        news={news}
        onVisible={(visible) => {
          if (phase.state === "waiting" && !phase.stopped && visible.includes(ids.at(-1) ?? "")) go();
        }}
        summary={<Summary reading={reading} place={place} />}
      />
      <Ending {...props} />
    </>
  );
}

/** They come in the order of their sequences and in no other. */
function holdsStill(): void {}

function Summary({ reading, place }: Pick<MessageTableProps, "reading" | "place">) {
  const { rows, way } = reading.state;
  const order = place.direction === "back" ? "newest first" : "oldest first";
  const said = [
    formatPlural(rows.length, "message"),
    order,
    ...(place.filter === null ? [] : [`on ${place.filter}`]),
    ...(way === "msg-get" ? ["read one by one: this stream has no direct get"] : []),
  ];
  return <>{said.join(", ")}</>;
}

/** What stands under the rows: how far reading is, and what can be done about it. */
function Ending({ reading, place, onGoOn }: MessageTableProps) {
  const { rows, covered, phase, next, stand } = reading.state;
  switch (phase.state) {
    case "reading":
      return (
        <div className={styles.ending}>
          <span>{readingWords(rows.length, covered, place)}</span>
          {covered !== null && <Progress reading={reading} place={place} />}
          <Button onClick={reading.stop}>Stop</Button>
        </div>
      );
    case "waiting":
      return (
        <div className={styles.ending}>
          {phase.stopped && <span>{`Stopped: ${readingWords(rows.length, covered, place)}`}</span>}
          <Button onClick={reading.go}>{phase.stopped ? "Go on" : "Read more"}</Button>
        </div>
      );
    case "full":
      return (
        <div className={styles.ending}>
          <span>{`${formatCount(MOST_ROWS)} rows are what one list holds.`}</span>
          {next !== null && <Button onClick={() => onGoOn(next)}>{`Go on from sequence ${formatCount(next)}`}</Button>}
        </div>
      );
    case "failed":
      return (
        <div className={styles.ending}>
          <Button onClick={reading.go}>Try again</Button>
        </div>
      );
    case "end":
      return stand === null || stand.messages === 0 ? null : (
        <div className={styles.ending}>
          <span>{place.direction === "back" ? "The stream begins here." : "The stream ends here."}</span>
        </div>
      );
  }
}

function readingWords(found: number, covered: SeqRange | null, { filter }: ReadingPlace): string {
  if (covered === null) return "Reading.";
  const looked = `${formatCount(covered.to - covered.from + 1)} sequences looked through`;
  return `${looked}, ${formatPlural(found, "message")} ${filter === null ? "read" : "found"}.`;
}

/** How much of what lies that way was looked through. */
function Progress({ reading, place }: Pick<MessageTableProps, "reading" | "place">) {
  const { covered, stand } = reading.state;
  if (covered === null || stand === null) return null;
  const done = covered.to - covered.from + 1;
  const ahead = place.direction === "back" ? covered.from - stand.firstSeq : stand.lastSeq - covered.to;
  return (
    <progress className={styles.progress} aria-label="Looked through" value={done} max={done + Math.max(0, ahead)} />
  );
}

function Cells({ line, today }: { line: ListLine; today: number }) {
  return line.kind === "message" ? <MessageCells row={line.row} today={today} /> : <GapCells range={line.range} />;
}

/** @param today the beginning of the day of reading */
function MessageCells({ row, today }: { row: MessageRow; today: number }) {
  const { seq, at, subject, bytes, headers, preview } = row;
  const stored = formatClockSeconds(at, today + DAY_MS / 2);
  return (
    <>
      <td className={`${styles.seq} ${shownFrom(SEQ) ?? ""}`}>{seq}</td>
      <td className={`${styles.stored} ${shownFrom(STORED) ?? ""}`} title={new Date(at).toISOString()}>
        {stored}
      </td>
      <td className={`${styles.subject} ${shownFrom(SUBJECT) ?? ""}`} title={subject}>
        {subject}
      </td>
      <td className={`${styles.size} ${shownFrom(SIZE) ?? ""}`}>{formatBytes(bytes)}</td>
      <td className={styles.body}>
        <span className={styles.meta}>{`${seq} · ${stored} · ${subject}`}</span>
        <PreviewText preview={preview} headers={headers} />
      </td>
    </>
  );
}

/** Nothing stands there for a stretch that is gone. */
const EMPTY_CELLS = [STORED, SUBJECT, SIZE].map((column) => (
  // oxlint-disable-next-line jsx-a11y/control-has-associated-label
  <td key={column.key} className={`${styles.gap} ${shownFrom(column) ?? ""}`} />
));

function GapCells({ range: { from, to } }: { range: SeqRange }) {
  const count = to - from + 1;
  const which = count === 1 ? `${from}` : `${from} – ${to}`;
  return (
    <>
      <td className={`${styles.seq} ${styles.gap} ${shownFrom(SEQ) ?? ""}`}>{count === 1 ? from : `…${to}`}</td>
      {EMPTY_CELLS}
      <td className={`${styles.body} ${styles.gap}`}>
        {`${which}: ${count === 1 ? "holds nothing any more" : `${formatCount(count)} sequences hold nothing any more`}`}
      </td>
    </>
  );
}
