import { useCallback, useMemo } from "react";
import styles from "./Channel.module.css";
import { HistorySummary } from "./HistorySummary.tsx";
import { readableText } from "./readable-text.ts";
import type { LiveHistory } from "./use-channel-history.ts";
import { useNews } from "./use-news.ts";
import { agentPath, messageKey } from "../../paths.ts";
import type { EventFacts } from "#model/view.ts";
import { useFrozenNow } from "#store/feed.tsx";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatClockSeconds, formatMoment } from "#util/format.ts";
import { DAY_MS } from "#util/units.ts";

interface MessageTableProps {
  live: LiveHistory;
  /** `messageKey` of the message that is opened. */
  opened: string;
  orderKey: string;
  onOpen: (key: string) => void;
  /** The end of what was asked for is near. */
  onMore: () => void;
}

const COLUMNS: readonly Column<"stored" | "agent" | "text">[] = [
  { key: "stored", label: "Stored", width: "8.5rem", from: "phone" },
  { key: "agent", label: "Agent", width: "10rem", from: "phone" },
  { key: "text", label: "Text" },
];

const NEWEST_FIRST = { key: "stored", direction: "descending" } as const;
const LINE_PX = 37;

/** One row a message, newest first, as high as its text. */
export function MessageTable({ live, opened, orderKey, onOpen, onMore }: MessageTableProps) {
  const { history } = live;
  const messages = useMemo(() => history?.messages ?? [], [history]);
  const byKey = useMemo(() => new Map(messages.map((event) => [messageKey(event), event])), [messages]);
  const ids = useMemo(() => [...byKey.keys()], [byKey]);
  const day = Math.floor((useFrozenNow() ?? 0) / DAY_MS) * DAY_MS;
  const cells = useCallback(
    (id: string) => {
      const event = byKey.get(id);
      return event === undefined ? null : <MessageCells event={event} opened={id === opened} today={day} />;
    },
    [byKey, opened, day],
  );
  const news = useNews(live);
  return (
    <VirtualTable
      name="Messages"
      columns={COLUMNS}
      sort={NEWEST_FIRST}
      onSort={ignoreSort}
      ids={ids}
      orderKey={orderKey}
      cells={cells}
      onOpen={onOpen}
      rowHeight={LINE_PX}
      measured
      news={news}
      onVisible={(visible) => {
        if (history !== null && ids.length < history.rows && visible.includes(ids.at(-1) ?? "")) onMore();
      }}
      summary={<HistorySummary live={live} one="message" />}
    />
  );
}

/** They come newest first and in no other order. */
function ignoreSort(): void {}

/** @param today any moment of the day of reading */
function MessageCells({ event, opened, today }: { event: EventFacts; opened: boolean; today: number }) {
  const { at, agent, cut, subject } = event;
  const text = readableText(event.text);
  const stored = formatClockSeconds(at, today + DAY_MS / 2);
  const from = agent === null ? "nobody named" : <a href={agentPath(agent)}>{agent}</a>;
  return (
    <>
      <td className={`${styles.stored} ${styles.wide}`} title={formatMoment(at)}>
        {stored}
      </td>
      <td className={`${styles.agent} ${styles.wide}`}>{from}</td>
      <td className={styles.text} data-opened={opened ? "" : undefined} title={subject}>
        <span className={styles.meta}>
          {stored} · {from}
        </span>
        <span className={text.kind === "json" ? styles.json : styles.words}>
          {text.text}
          {cut && !text.text.endsWith("…") && "…"}
        </span>
      </td>
    </>
  );
}
