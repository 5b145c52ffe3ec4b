import styles from "./ServerPage.module.css";
import { serverPath } from "../../paths.ts";
import type { ServerRow } from "#model/server/server-list.ts";
import { cpuShare, serverName } from "#model/server/server-words.ts";
import { worstSeverity } from "#model/streams/finding.ts";
import type { BrokerFindingCode } from "#model/streams/finding.ts";
import { useObserverNow } from "#store/feed.tsx";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { FillBar } from "#ui/fill-bar/FillBar.tsx";
import { RateBars } from "#ui/rate-bars/RateBars.tsx";
import { shownFrom } from "#ui/virtual-table/VirtualTable.tsx";
import { formatBytes, formatCount, formatDuration, formatPercent, formatPlural, formatRate } from "#util/format.ts";
import { createContext, use } from "react";

interface ShownServers {
  /** Those of the moment, by key. */
  rows: ReadonlyMap<string, ServerRow>;
  severalClusters: boolean;
}

export const ShownServersContext = createContext<ShownServers>({ rows: new Map(), severalClusters: false });

const PHONE = { from: "phone" } as const;
const DESK = { from: "desk" } as const;

export function ServerCells({ id }: { id: string }) {
  const { rows, severalClusters } = use(ShownServersContext);
  const row = rows.get(id);
  if (row === undefined) return <td colSpan={10}>{id} is not there any more</td>;
  const { facts, rates, bars, findings, silentSince, isOurs } = row;
  const severity = worstSeverity(findings);
  const name = serverName(facts);
  const old = silentSince === null ? undefined : styles.old;
  const figure = [styles.figure, old].filter(Boolean).join(" ");
  const { limit, used } = facts.connections;
  const store = facts.jetstream?.storage ?? null;
  const share = cpuShare(facts);
  return (
    <>
      <td className={`${shownFrom(PHONE)} ${styles.state}`} title={findings.map(({ sentence }) => sentence).join(" ")}>
        <State row={row} />
      </td>
      <td className={styles.name}>
        <span className={styles.phoneMark}>{severity !== null && <AlarmMark alarm={severity} />}</span>
        <a href={serverPath(id)} tabIndex={-1} title={facts.name}>
          {name}
        </a>
        <span className={styles.beside}>
          {facts.version}
          {severalClusters ? ` · ${facts.cluster ?? "no cluster"}` : ""}
          {isOurs ? " · this page’s" : ""}
        </span>
        <span className={styles.underName}>
          {silentSince === null ? "" : "silent, "}
          {facts.version}, {formatPlural(used, "connection")}
          {facts.memoryBytes === null ? "" : `, ${formatBytes(facts.memoryBytes)}`}
        </span>
      </td>
      <td className={`${shownFrom(DESK)} ${figure}`}>{upWords(row)}</td>
      <td className={figure}>{share === null ? "–" : formatPercent(share)}</td>
      <td className={`${shownFrom(PHONE)} ${figure}`}>
        {facts.memoryBytes === null ? "–" : formatBytes(facts.memoryBytes)}
      </td>
      <td
        className={`${shownFrom(PHONE)} ${figure}`}
        title={limit === null ? "no limit" : `at most ${formatCount(limit)}`}
      >
        {formatCount(used)}
      </td>
      <td className={`${shownFrom(PHONE)} ${figure}`}>{rateWords(row, rates?.inMessagesPerSecond)}</td>
      <td className={`${shownFrom(PHONE)} ${figure}`}>{rateWords(row, rates?.outMessagesPerSecond)}</td>
      <td className={`${shownFrom(DESK)} ${styles.bars}`}>
        <RateBars label={`Messages in and out of ${name}, last 15 minutes`} values={bars} />
      </td>
      <td className={shownFrom(DESK)}>
        {store === null ? (
          <span className={styles.quiet}>JetStream is off</span>
        ) : (
          <span className={styles.fillLine}>
            <FillBar
              ratio={store.limitBytes === null ? null : store.usedBytes / store.limitBytes}
              alarm={alarmAbout(row, "storage-near-limit")}
            />
            <span className={old}>{formatBytes(store.usedBytes)}</span>
          </span>
        )}
      </td>
    </>
  );
}

function State({ row: { findings, silentSince } }: { row: ServerRow }) {
  const now = useObserverNow();
  const severity = worstSeverity(findings);
  const words =
    severity === null
      ? "well"
      : silentSince === null
        ? formatPlural(findings.length, severity === "notice" ? "notice" : "finding")
        : `silent ${formatDuration(now - silentSince)}`;
  return (
    <>
      <span className={styles.mark}>{severity !== null && <AlarmMark alarm={severity} />}</span>
      <span className={severity === null ? undefined : styles[severity]}>{words}</span>
    </>
  );
}

function upWords({ facts: { at, startedAt }, silentSince }: ServerRow): string {
  if (silentSince !== null || at === null || startedAt === null) return "–";
  return formatDuration(at - startedAt);
}

/** A server that says nothing has no rate. */
function rateWords({ silentSince }: ServerRow, perSecond: number | undefined): string {
  if (silentSince !== null) return "–";
  if (perSecond === undefined) return "…";
  return perSecond === 0 ? "0" : formatRate(perSecond);
}

/** Only what is said of the thing itself colours it. */
export function alarmAbout(
  { findings }: Pick<ServerRow, "findings">,
  code: BrokerFindingCode,
): "critical" | "warning" | undefined {
  const severity = worstSeverity(findings.filter((finding) => finding.code === code));
  return severity === "critical" || severity === "warning" ? severity : undefined;
}
