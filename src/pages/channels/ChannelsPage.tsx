import { useMemo } from "react";
import { channelRows, errorsInLastHour } from "./channel-rows.ts";
import { channelsSentence } from "./channels-sentence.ts";
import { ChannelsTable } from "./ChannelsTable.tsx";
import styles from "./Channels.module.css";
import { useRateScale } from "./use-rate-scale.ts";
import { useFrozenNow, useSettings, useView } from "#store/feed.tsx";
import { DEFAULT_PREFIXES, everythingBelow } from "#contract/subjects.ts";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { HOUR_MS, SECOND_MS } from "#util/units.ts";

/** One bar of a row. */
const BAR_MINUTES = 5;

/** Every channel, how much is said on it and when. */
export function ChannelsPage() {
  const channels = useAtMostEvery(
    useView((view) => view.channels),
    SECOND_MS,
  );
  const { inForce } = useSettings();
  const windowMs = inForce?.historyMs ?? 6 * HOUR_MS;
  const scale = useRateScale(windowMs);
  const seen = useFrozenNow();
  const connection = useView((view) => view.connection);
  const sight = useView((view) => view.sight.state);
  const complete = useView((view) => view.history.complete);
  const rows = useMemo(() => channelRows(channels.values(), scale, BAR_MINUTES), [channels, scale]);
  const errors = scale === null ? null : errorsInLastHour(scale);
  const lastErrorAt = channels.get("errors")?.lastAt ?? null;
  return (
    <PageFrame
      name="Channels"
      sentence={channelsSentence(rows.length, errors, lastErrorAt, { connection, sight, complete, seen })}
    >
      {rows.length > 0 && seen !== null ? (
        <ChannelsTable rows={rows} window={scale?.window ?? null} seen={seen} running={sight === "whole"} />
      ) : (
        <p className={styles.none}>
          Listening to <code>{everythingBelow((inForce?.prefixes ?? DEFAULT_PREFIXES).coordination)}</code>: a channel
          is here from its first message on.
        </p>
      )}
    </PageFrame>
  );
}
