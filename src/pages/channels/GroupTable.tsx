import { useCallback, useMemo } from "react";
import styles from "./Channel.module.css";
import { HistorySummary } from "./HistorySummary.tsx";
import { readableText } from "./readable-text.ts";
import type { LiveHistory } from "./use-channel-history.ts";
import { useNews } from "./use-news.ts";
import { agentPath } from "../../paths.ts";
import type { MessageGroup } from "#model/channels/message-groups.ts";
import { useFrozenNow } from "#store/feed.tsx";
import type { Column } from "#ui/virtual-table/VirtualTable.tsx";
import { VirtualTable } from "#ui/virtual-table/VirtualTable.tsx";
import { formatClock, formatCount, formatMoment } from "#util/format.ts";
import { MINUTE_MS } from "#util/units.ts";

interface GroupTableProps {
  live: LiveHistory;
  orderKey: string;
  /** @param key the group's */
  onOpen: (key: string) => void;
  onMore: () => void;
}

const COLUMNS: readonly Column<"count" | "text" | "agents" | "first" | "last">[] = [
  { key: "count", label: "Count", width: "5rem", align: "end" },
  { key: "text", label: "Text" },
  { key: "agents", label: "Agents", width: "15rem", from: "phone" },
  { key: "first", label: "First seen", width: "7.5rem", align: "end", from: "desk" },
  { key: "last", label: "Last seen", width: "7.5rem", align: "end", from: "phone" },
];

const NEWEST_FIRST = { key: "last", direction: "descending" } as const;
const LINE_PX = 37;

/** Messages that say the same but for numbers and ids, the group that came last first. */
export function GroupTable({ live, orderKey, onOpen, onMore }: GroupTableProps) {
  const { history } = live;
  const groups = useMemo(() => history?.groups ?? [], [history]);
  const byKey = useMemo(() => new Map(groups.map((group) => [group.key, group])), [groups]);
  const ids = useMemo(() => [...byKey.keys()], [byKey]);
  const minute = Math.floor((useFrozenNow() ?? 0) / MINUTE_MS) * MINUTE_MS;
  const cells = useCallback(
    (id: string) => {
      const group = byKey.get(id);
      return group === undefined ? null : <GroupCells group={group} seen={minute} />;
    },
    [byKey, minute],
  );
  const news = useNews(live);
  return (
    <VirtualTable
      name="Message groups"
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
      summary={<HistorySummary live={live} one="kind" />}
    />
  );
}

/** They come newest first and in no other order. */
function ignoreSort(): void {}

function GroupCells({ group, seen }: { group: MessageGroup; seen: number }) {
  const { newest, count, firstAt, lastAt } = group;
  const text = readableText(newest.text);
  return (
    <>
      <td className={styles.count} data-once={count === 1 ? "" : undefined}>
        ×{formatCount(count)}
      </td>
      <td className={styles.text}>
        <span className={text.kind === "json" ? styles.json : styles.words}>{text.text}</span>
        <span className={styles.meta}>
          last seen {formatClock(lastAt, seen)} · <Agents group={group} />
        </span>
      </td>
      <td className={`${styles.agent} ${styles.wide}`}>
        <Agents group={group} />
      </td>
      <td className={`${styles.moment} ${styles.desk}`} title={formatMoment(firstAt)}>
        {formatClock(firstAt, seen)}
      </td>
      <td className={`${styles.moment} ${styles.wide}`} title={formatMoment(lastAt)}>
        {formatClock(lastAt, seen)}
      </td>
    </>
  );
}

function Agents({ group: { agents, moreAgents } }: { group: MessageGroup }) {
  return (
    <>
      {agents.map(({ agent, count }, index) => (
        <span key={agent ?? "\n"}>
          {index > 0 && ", "}
          {agent === null ? "nobody named" : <a href={agentPath(agent)}>{agent}</a>}
          {agents.length > 1 && ` ×${formatCount(count)}`}
        </span>
      ))}
      {moreAgents > 0 && ` and ${formatCount(moreAgents)} more`}
    </>
  );
}
