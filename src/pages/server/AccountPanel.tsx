import styles from "./ServerPage.module.css";
import type { AccountFigures } from "#model/server/server-list.ts";
import { shortId } from "#model/server/server-words.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatBytes, formatCount } from "#util/format.ts";

/** What each server counts for this login's own account: the one thing that it tells without any import. */
export function AccountPanel({ accounts }: { accounts: readonly AccountFigures[] }) {
  return (
    <Panel heading="This login’s account" aside="since the account’s first connection to the server">
      <div className={styles.scroll}>
        <table className={styles.table} aria-label="Account on each server">
          <thead>
            <tr>
              <th scope="col">Server</th>
              <th scope="col">Version</th>
              <th scope="col">Account</th>
              <th scope="col" className={styles.end}>
                Connections
              </th>
              <th scope="col" className={styles.end}>
                Subscriptions
              </th>
              <th scope="col" className={styles.end}>
                Slow consumers
              </th>
              <th scope="col" className={styles.end}>
                Sent to clients
              </th>
              <th scope="col" className={styles.end}>
                Received
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((one) => (
              <tr key={`${one.serverId} ${one.account}`}>
                <th scope="row" title={one.serverName}>
                  {shortId(one.serverName)}
                </th>
                <td>{one.version}</td>
                <td>{one.account}</td>
                <td className={styles.end}>{formatCount(one.connections)}</td>
                <td className={styles.end}>
                  {one.subscriptions === null ? "not counted" : formatCount(one.subscriptions)}
                </td>
                <td className={styles.end}>{formatCount(one.slowConsumers)}</td>
                <td className={styles.end} title={formatBytes(one.sentBytes)}>
                  {formatCount(one.sentMessages)}
                </td>
                <td className={styles.end} title={formatBytes(one.receivedBytes)}>
                  {formatCount(one.receivedMessages)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
