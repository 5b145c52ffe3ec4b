import { useCallback, useMemo, useState } from "react";
import styles from "./Channel.module.css";
import { queryOf, shapeOf } from "./channel-query.ts";
import { ChannelRate } from "./ChannelRate.tsx";
import { ChannelToolbar } from "./ChannelToolbar.tsx";
import { channelSentence } from "./channels-sentence.ts";
import { GroupTable } from "./GroupTable.tsx";
import { MessageDetail } from "./MessageDetail.tsx";
import { MessageTable } from "./MessageTable.tsx";
import type { ChannelSearch } from "./search.ts";
import { openedMessage } from "./search.ts";
import { useChannelHistory } from "./use-channel-history.ts";
import { agentsPath, channelsPath, messageKey, tasksPath } from "../../paths.ts";
import type { ChannelHistory } from "#model/channels/channel-history.ts";
import { useFrozenNow, useView } from "#store/feed.tsx";
import { ListAndDetail } from "#ui/list-and-detail/ListAndDetail.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { getRouteApi } from "@tanstack/react-router";

const route = getRouteApi("/channels/$name");

const FIRST_ROWS = 200;
const MORE_ROWS = 400;

/** One channel's messages. */
export function ChannelPage() {
  const { name } = route.useParams();
  // Another channel is another page: nothing of the last one may stay.
  return <Channel key={name} name={name} />;
}

function Channel({ name }: { name: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<ChannelSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const shape = shapeOf(name, search);
  const seen = useFrozenNow();
  const [limit, setLimit] = useState(FIRST_ROWS);
  const live = useChannelHistory(queryOf(name, search, seen, { limit, shape }));
  const { history } = live;
  const connection = useView((view) => view.connection);
  const sight = useView((view) => view.sight.state);
  const complete = useView((view) => view.history.complete);
  const lastAt = useView((view) => view.channels.get(name)?.lastAt ?? null);
  const opened = openedMessage(search.open);
  const more = useCallback(() => setLimit((before) => before + MORE_ROWS), [setLimit]);
  const open = useCallback((key: string) => change({ open: key }), [change]);
  const openGroup = useCallback((group: string) => change({ shape: "messages", group, open: "" }), [change]);
  const shown = useMemo(
    () => history?.messages.find((event) => messageKey(event) === search.open) ?? null,
    [history, search.open],
  );
  return (
    <PageFrame name={name} sentence={channelSentence(name, history, lastAt, { connection, sight, complete, seen })}>
      <p className={styles.back}>
        <a href={channelsPath()}>All channels</a>
      </p>
      <ChannelRate name={name} time={search.time} />
      <ListAndDetail
        detail={
          opened !== null && (
            <MessageDetail key={search.open} place={opened} event={shown} onClose={() => change({ open: "" })} />
          )
        }
      >
        <div className={styles.list}>
          <ChannelToolbar channel={name} search={search} shape={shape} live={live} onChange={change} />
          {history !== null && history.rows === 0 ? (
            <Nothing name={name} history={history} complete={complete} />
          ) : shape === "messages" ? (
            <MessageTable live={live} opened={search.open} orderKey={orderKeyOf(search)} onOpen={open} onMore={more} />
          ) : (
            <GroupTable live={live} orderKey={orderKeyOf(search)} onOpen={openGroup} onMore={more} />
          )}
        </div>
      </ListAndDetail>
    </PageFrame>
  );
}

function orderKeyOf({ q, shape, agent, unnamed, time, group }: ChannelSearch): string {
  return JSON.stringify([q, shape, agent, unnamed, time, group]);
}

/** None that match is not none there, and not read yet is neither. */
function Nothing({ name, history, complete }: { name: string; history: ChannelHistory; complete: boolean }) {
  const elsewhere = PAGES_OF_THEIR_OWN.get(name);
  if (elsewhere !== undefined) {
    return (
      <p className={styles.none}>
        They are not listed here: <a href={elsewhere.href}>{elsewhere.words}</a>.
      </p>
    );
  }
  if (history.held > 0) return <p className={styles.none}>No message matches.</p>;
  return (
    <p className={styles.none}>
      {complete ? "No message in the time that is read." : "No message in what is read so far."}
    </p>
  );
}

/** Beats and steps of tasks are folded, not kept one by one. */
const PAGES_OF_THEIR_OWN = new Map([
  ["heartbeat", { href: agentsPath(), words: "each agent's page has its beats" }],
  ["tasks", { href: tasksPath(), words: "each task's page has its steps" }],
]);
