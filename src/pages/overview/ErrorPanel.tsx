import { memo } from "react";
import { ErrorList } from "./ErrorList.tsx";
import styles from "./OverviewPage.module.css";
import { quietWords } from "./quiet-words.ts";
import { channelPath } from "../../paths.ts";
import type { ChannelQuery } from "#model/channels/channel-history.ts";
import { useAsk, useView } from "#store/feed.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { formatPlural } from "#util/format.ts";
import { SECOND_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";

const NEWEST_KINDS: ChannelQuery = {
  channel: "errors",
  text: "",
  agent: null,
  since: null,
  group: null,
  upTo: null,
  limit: 8,
  shape: "groups",
};

interface ErrorPanelProps {
  /** The whole wanted past is read. */
  complete: boolean;
  seen: ServerMs;
}

/** What the page of the channel shows, its newest kinds. */
export const ErrorPanel = memo(function ErrorPanel({ complete, seen }: ErrorPanelProps) {
  const count = useAtMostEvery(
    useView((view) => view.channels.get("errors")?.count ?? 0),
    SECOND_MS,
  );
  const { data } = useAsk({ kind: "channel-history", query: NEWEST_KINDS }, { changed: count });
  const groups = data?.groups ?? [];
  const more = (data?.rows ?? 0) - groups.length;
  return (
    <Panel
      heading="Newest errors"
      aside={<a href={channelPath("errors")}>{more > 0 ? formatPlural(more, "more kind") : "All errors"}</a>}
    >
      {groups.length > 0 ? (
        <ErrorList groups={groups} seen={seen} />
      ) : (
        <p className={styles.none}>{quietWords("No error", complete)}</p>
      )}
    </Panel>
  );
});
