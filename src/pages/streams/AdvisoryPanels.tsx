import { streamMessagesPath, streamPath } from "../../paths.ts";
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
const MOST = 30;

/** What the servers told of all streams since the page was opened, and the messages that consumers gave up. Nothing while there is nothing. */
export function AdvisoryPanels() {
  const polled = usePolled({ kind: "advisories", stream: null, limit: MOST }, { everyMs: EVERY_MS });
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
              key: `${message.stream} ${message.consumer} ${message.seq}`,
              when: formatClockSeconds(message.at, seen),
              seq: message.seq,
              href: streamMessagesPath(message.stream, { from: "seq", seq: message.seq, open: message.seq }),
              who: `${message.stream} › ${message.consumer}`,
              deliveries: message.deliveries,
              why: poisonWhy(message),
            }))}
          />
        </Panel>
      )}
      {listening === "forbidden" && (
        <Panel heading="Advisories">
          <Trouble alarm="unknown" sentence="This login may not hear them." remedy={ADVISORY_GRANT} />
        </Panel>
      )}
      {items.length > 0 && (
        <Panel heading="Advisories" aside="since this page was opened">
          <AdvisoryList
            items={items.map(({ id, at, severity, stream, sentence, count, type }) => ({
              id,
              when: formatClockSeconds(at, seen),
              alarm: severity,
              sentence: stream === null ? sentence : <a href={streamPath(stream)}>{sentence}</a>,
              count,
              type,
            }))}
          />
        </Panel>
      )}
    </>
  );
}
