import styles from "./AccountPanel.module.css";
import { failureRemedy, failureSentence, isFailure } from "#model/asked/ask-failure.ts";
import type { AccountTier, UsedOf } from "#model/streams/stream-facts.ts";
import type { StreamList } from "#model/streams/stream-list.ts";
import { FillBar } from "#ui/fill-bar/FillBar.tsx";
import { FindingList } from "#ui/finding-list/FindingList.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { Trouble } from "#ui/trouble/Trouble.tsx";
import { formatBytes, formatCount, formatPercent } from "#util/format.ts";

/** What the account uses of what it may, tier by tier. */
export function AccountPanel({ account }: { account: StreamList["account"] }) {
  if (isFailure(account)) {
    return (
      <Panel heading="Account">
        <Trouble
          alarm="unknown"
          sentence={`Its limits are not known. ${failureSentence(account)}`}
          remedy={failureRemedy(account)}
        />
      </Panel>
    );
  }
  return (
    <Panel heading="Account">
      <table className={styles.table} aria-label="Account limits">
        <thead>
          <tr>
            <th scope="col">Limit</th>
            <th scope="col" className={styles.end}>
              Used
            </th>
            <th scope="col" className={styles.end}>
              Of
            </th>
            <th scope="col">Fill</th>
          </tr>
        </thead>
        <tbody>{account.tiers.flatMap(tierRows)}</tbody>
      </table>
      {account.findings.length > 0 && (
        <FindingList
          name="Account findings"
          findings={account.findings.map((finding) => ({ key: finding.sentence, ...finding }))}
        />
      )}
    </Panel>
  );
}

function tierRows({ tier, storageBytes, memoryBytes, streams, consumers }: AccountTier) {
  const of = tier === null ? "" : ` (${tier})`;
  return [
    <LimitRow key={`storage${of}`} what={`File storage${of}`} of={storageBytes} write={formatBytes} />,
    <LimitRow key={`memory${of}`} what={`Memory${of}`} of={memoryBytes} write={formatBytes} />,
    <LimitRow key={`streams${of}`} what={`Streams${of}`} of={streams} write={formatCount} />,
    <LimitRow key={`consumers${of}`} what={`Consumers${of}`} of={consumers} write={formatCount} />,
  ];
}

function LimitRow({ what, of, write }: { what: string; of: UsedOf; write: (value: number) => string }) {
  const ratio = of.limit === null ? null : of.used / of.limit;
  return (
    <tr>
      <th scope="row">{what}</th>
      <td className={styles.end}>{write(of.used)}</td>
      <td className={styles.end}>{of.limit === null ? "no limit" : write(of.limit)}</td>
      <td>
        <div className={styles.fill}>
          <FillBar ratio={ratio} />
          {ratio !== null && <span>{formatPercent(ratio)}</span>}
        </div>
      </td>
    </tr>
  );
}
