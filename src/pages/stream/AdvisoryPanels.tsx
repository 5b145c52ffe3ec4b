import styles from "./StreamPage.module.css";
import { streamMessagesPath } from "../../paths.ts";
import type { AdvisoryFeed } from "#model/streams/advisories.ts";
import { ADVISORY_GRANT, poisonWhy } from "#model/streams/advisory-words.ts";
import { useFrozenNow } from "#store/feed.tsx";
import { usePolled } from "#store/use-polled.ts";
import { AdvisoryList, PoisonTable } from "#ui/advisory-list/AdvisoryList.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatClockSeconds } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** From the worker's memory. */
const EVERY_MS = 1_000;
const MOST = 50;

/** What the servers told of this stream since the page was opened, and the messages that its consumers gave up. */
export function AdvisoryPanels({ stream }: { stream: string }) {
  const polled = usePolled({ kind: "advisories", stream, limit: MOST }, { everyMs: EVERY_MS });
  const seen = useFrozenNow();
  if (polled.state !== "known" || seen === null) return null;
  return <Panels feed={polled.value} seen={seen} />;
}

function Panels({ feed: { items, poison, listening }, seen }: { feed: AdvisoryFeed; seen: ServerMs }) {
  return (
    <>
      {poison.length > 0 && (
        <Panel heading="Poison messages" aside="delivered and never done">
          <PoisonTable
            messages={poison.map((message) => ({
              key: `${message.consumer} ${message.seq}`,
              when: formatClockSeconds(message.at, seen),
              seq: message.seq,
              href: streamMessagesPath(message.stream, { from: "seq", seq: message.seq, open: message.seq }),
              who: message.consumer,
              deliveries: message.deliveries,
              why: poisonWhy(message),
            }))}
          />
        </Panel>
      )}
      <Panel heading="Advisories" aside="since this page was opened">
        {listening === "forbidden" ? (
          <Trouble alarm="unknown" sentence="This login may not hear them." remedy={ADVISORY_GRANT} />
        ) : items.length === 0 ? (
          <p className={styles.quiet}>None so far.</p>
        ) : (
          <AdvisoryList
            items={items.map(({ id, at, severity, sentence, count, type }) => ({
              id,
              when: formatClockSeconds(at, seen),
              alarm: severity,
              sentence,
              count,
              type,
            }))}
          />
        )}
      </Panel>
    </>
  );
}
