import { alarmAbout } from "./ServerCells.tsx";
import styles from "./ServerPage.module.css";
import { serverPath } from "../../paths.ts";
import type { JetStreamFacts, ServerFacts } from "#model/server/server-facts.ts";
import type { ServerRow } from "#model/server/server-list.ts";
import { cpuShare } from "#model/server/server-words.ts";
import type { BrokerFindingCode } from "#model/streams/finding.ts";
import { useObserverNow } from "#store/feed.tsx";
import { FillBar } from "#ui/fill-bar/FillBar.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatPercent,
  formatPlural,
  formatRate,
} from "#util/format.ts";
import type { ReactNode } from "react";

/** What it uses of what it may, and what it says of itself. */
export function FiguresPanel({ row }: { row: ServerRow }) {
  const { facts, isOurs, silentSince } = row;
  const now = useObserverNow();
  const { jetstream, connections } = facts;
  const share = cpuShare(facts);
  const limits: LimitProps[] = [
    {
      what: "CPU",
      ratio: share,
      words: share === null ? "not told" : `${formatPercent(share)} of ${formatPlural(facts.cores ?? 0, "core")}`,
      code: "cpu-high",
    },
    {
      what: "Connections",
      ratio: connections.limit === null ? null : connections.used / connections.limit,
      words: `${formatCount(connections.used)} of ${connections.limit === null ? "no limit" : formatCount(connections.limit)}`,
      code: "connections-near-limit",
    },
    ...(jetstream === null ? [] : storeLimits(jetstream)),
  ];
  return (
    <Panel
      heading="Figures"
      aside={
        silentSince !== null
          ? `as it was ${formatDuration(now - silentSince)} ago`
          : isOurs
            ? "this page is connected to it"
            : undefined
      }
    >
      <div className={silentSince === null ? styles.figures : `${styles.figures} ${styles.old}`}>
        <dl className={styles.limits} aria-label="Limits">
          {limits.map((limit) => (
            <Limit key={limit.what} {...limit} row={row} />
          ))}
        </dl>
        <dl className={styles.facts} aria-label="Figures">
          <Fact name="Version">{facts.version}</Fact>
          <Fact name="Up">{upWords(facts)}</Fact>
          <Fact name="Memory">{facts.memoryBytes === null ? "not told" : formatBytes(facts.memoryBytes)}</Fact>
          <Fact name="Health">{healthWords(facts)}</Fact>
          <Fact name="Slow consumers">{formatCount(facts.slowConsumers)}</Fact>
          <Fact name="Subscriptions">{countOr(facts.subscriptions)}</Fact>
          <Fact name="Messages in">{rateOr(row.rates?.inMessagesPerSecond, facts.inMessages)}</Fact>
          <Fact name="Messages out">{rateOr(row.rates?.outMessagesPerSecond, facts.outMessages)}</Fact>
          <Fact name="Bytes in">{bytesOr(row.rates?.inBytesPerSecond, facts.inBytes)}</Fact>
          <Fact name="Bytes out">{bytesOr(row.rates?.outBytesPerSecond, facts.outBytes)}</Fact>
          <Fact name="Connections ever">{countOr(facts.totalConnections)}</Fact>
          {facts.staleConnections !== null && (
            <Fact name="Stale connections">{formatCount(facts.staleConnections)}</Fact>
          )}
          {facts.stalledClients !== null && (
            <Fact name="Publishers held back">{formatCount(facts.stalledClients)}</Fact>
          )}
          <Fact name="Largest message">
            {facts.maxPayloadBytes === null ? "not told" : formatBytes(facts.maxPayloadBytes)}
          </Fact>
          <Fact name="Address">{facts.address}</Fact>
          <Fact name="Cluster">{facts.cluster ?? "stands alone"}</Fact>
          {jetstream === null ? <Fact name="JetStream">off</Fact> : <JetStream jetstream={jetstream} row={row} />}
        </dl>
      </div>
    </Panel>
  );
}

function JetStream({ jetstream, row }: { jetstream: JetStreamFacts; row: ServerRow }) {
  const { streams, consumers, apiTotal, apiErrors, apiInFlight, meta, domain, haAssets } = jetstream;
  return (
    <>
      <Fact name="Streams, consumers">{`${countOr(streams)}, ${countOr(consumers)}`}</Fact>
      <Fact name="JetStream requests">{rateOr(row.rates?.apiPerSecond, apiTotal)}</Fact>
      <Fact name="JetStream errors">
        {`${formatCount(apiErrors)}${apiTotal === 0 ? "" : ` (${formatPercent(apiErrors / apiTotal)})`}`}
      </Fact>
      {apiInFlight !== null && <Fact name="Requests under way">{formatCount(apiInFlight)}</Fact>}
      {domain !== null && <Fact name="Domain">{domain}</Fact>}
      {meta !== null && (
        <>
          <Fact name="Replicated assets">{formatCount(haAssets)}</Fact>
          <Fact name="JetStream’s leader">
            {meta.leader === null ? (
              "none"
            ) : (
              <a href={serverPath(meta.leader)}>{`${meta.leader}, of ${formatCount(meta.size)}`}</a>
            )}
          </Fact>
        </>
      )}
    </>
  );
}

interface LimitProps {
  what: string;
  ratio: number | null;
  words: string;
  code: BrokerFindingCode;
}

function Limit({ what, ratio, words, code, row }: LimitProps & { row: ServerRow }) {
  return (
    <>
      <dt>{what}</dt>
      <dd>
        <FillBar ratio={ratio} alarm={alarmAbout(row, code)} />
      </dd>
      <dd>{words}</dd>
    </>
  );
}

function storeLimits({ storage, memory }: JetStreamFacts): LimitProps[] {
  const of = (what: string, code: BrokerFindingCode, { usedBytes, limitBytes, reservedBytes }: typeof storage) => ({
    what,
    ratio: limitBytes === null ? null : usedBytes / limitBytes,
    words: `${formatBytes(usedBytes)} of ${limitBytes === null ? "no limit" : formatBytes(limitBytes)}${
      reservedBytes > 0 ? `, ${formatBytes(reservedBytes)} promised` : ""
    }`,
    code,
  });
  return [of("File storage", "storage-near-limit", storage), of("Memory storage", "memory-near-limit", memory)];
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function upWords({ at, startedAt }: ServerFacts): ReactNode {
  if (at === null || startedAt === null) return "not told";
  return <span title={`since ${formatMoment(startedAt)}`}>{formatDuration(at - startedAt)}</span>;
}

function healthWords({ health }: ServerFacts): string {
  if (health === null) return "not told";
  return health.ok ? "well" : "not well";
}

function countOr(count: number | null): string {
  return count === null ? "not told" : formatCount(count);
}

function rateOr(perSecond: number | undefined, total: number): ReactNode {
  return (
    <span title={`${formatCount(total)} since it started`}>
      {perSecond === undefined ? "…" : formatRate(perSecond)}
    </span>
  );
}

function bytesOr(perSecond: number | undefined, total: number): ReactNode {
  return (
    <span title={`${formatBytes(total)} since it started`}>
      {perSecond === undefined ? "…" : `${formatBytes(perSecond)}/s`}
    </span>
  );
}
