import styles from "./ServerPage.module.css";
import { serverPath } from "../../paths.ts";
import type { LinkFacts, LinkKind } from "#model/server/server-facts.ts";
import { shortId } from "#model/server/server-words.ts";
import { DEFAULT_SERVER_THRESHOLDS } from "#model/server/server-thresholds.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatBytes, formatCount, formatMilliseconds } from "#util/format.ts";

const KIND_WORDS: Readonly<Record<LinkKind, string>> = { route: "route", gateway: "gateway", leaf: "leaf node" };
/** Leaf nodes may be thousands; the slowest are shown. */
const MOST_SHOWN = 200;

interface LinksPanelProps {
  /** Null: they could not be asked for. */
  links: readonly LinkFacts[] | null;
  otherServers: number;
}

/** Routes, gateways and leaf nodes with their round trips, the slowest of each kind first. */
export function LinksPanel({ links, otherServers }: LinksPanelProps) {
  if (links === null) return null;
  if (links.length === 0) {
    if (otherServers === 0) return null;
    return (
      <Panel heading="Links">
        <p className={styles.quiet}>It has no route, no gateway and no leaf node.</p>
      </Panel>
    );
  }
  const shown = links.toSorted(
    (left, right) => right.kind.localeCompare(left.kind) || (right.rttMs ?? 0) - (left.rttMs ?? 0),
  );
  return (
    <Panel
      heading="Links"
      aside={links.length > MOST_SHOWN ? `the slowest ${MOST_SHOWN} of ${links.length}` : undefined}
    >
      <div className={styles.scroll}>
        <table className={styles.table} aria-label="Links">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">To</th>
              <th scope="col" className={styles.end}>
                Round trip
              </th>
              <th scope="col" className={styles.end}>
                Pending
              </th>
              <th scope="col" className={styles.end}>
                Subscriptions
              </th>
              <th scope="col" className={styles.end}>
                In
              </th>
              <th scope="col" className={styles.end}>
                Out
              </th>
              <th scope="col" className={styles.end}>
                Connections
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, MOST_SHOWN).map((link) => (
              <Link key={`${link.kind} ${link.remote} ${link.direction} ${link.address}`} link={link} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Link({ link }: { link: LinkFacts }) {
  const { kind, remote, direction, address, rttMs, pendingBytes, subscriptions, connections } = link;
  const slow = rttMs !== null && rttMs > DEFAULT_SERVER_THRESHOLDS.linkRttMs[kind];
  return (
    <tr>
      <th scope="row">
        {KIND_WORDS[kind]}
        {direction !== null && <span className={styles.quiet}>{` ${direction}`}</span>}
      </th>
      <td title={address ?? undefined}>
        {kind === "route" ? <a href={serverPath(remote)}>{shortId(remote)}</a> : remote}
        {link.account !== null && link.account !== remote && <span className={styles.quiet}>{` ${link.account}`}</span>}
      </td>
      <td className={slow ? `${styles.end} ${styles.warning}` : styles.end}>
        {slow && <AlarmMark alarm="warning" />} {rttMs === null ? "not told" : formatMilliseconds(rttMs)}
      </td>
      <td className={styles.end}>{formatBytes(pendingBytes)}</td>
      <td className={styles.end}>{subscriptions === null ? "not told" : formatCount(subscriptions)}</td>
      <td className={styles.end} title={formatBytes(link.inBytes)}>
        {formatCount(link.inMessages)}
      </td>
      <td className={styles.end} title={formatBytes(link.outBytes)}>
        {formatCount(link.outMessages)}
      </td>
      <td className={styles.end}>{formatCount(connections)}</td>
    </tr>
  );
}
