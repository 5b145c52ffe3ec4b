import { FiguresPanel } from "./FiguresPanel.tsx";
import { LinksPanel } from "./LinksPanel.tsx";
import { Old } from "./Missing.tsx";
import { OverTimePanel } from "./OverTimePanel.tsx";
import { versionNote } from "./server-sentence.ts";
import styles from "./ServerPage.module.css";
import type { ServerDetail } from "#model/server/server-list.ts";
import { usePolled } from "#store/use-polled.ts";
import { FindingList } from "#ui/finding-list/FindingList.tsx";
import { Panel } from "#ui/panel/Panel.tsx";

/** Where there is one server only, it stands where the list would. */
export function ServerDetailPanels({ id }: { id: string }) {
  const polled = usePolled({ kind: "server", key: id });
  // What is wrong with asking is said by the list, which asks the same.
  if (polled.state !== "known") return null;
  return (
    <>
      <Old polled={polled} />
      <DetailPanels detail={polled.value} />
    </>
  );
}

/** What one server uses of what it may, how it goes over time, and its links to others. */
export function DetailPanels({ detail }: { detail: ServerDetail }) {
  const { row, clusterFindings, lines, links, otherServers } = detail;
  const findings = [...row.findings, ...clusterFindings];
  const note = versionNote([row]);
  return (
    <>
      {findings.length > 0 && (
        <Panel heading="Findings">
          <FindingList
            name="Findings"
            findings={findings.map((finding) => ({ key: `${finding.code} ${finding.sentence}`, ...finding }))}
          />
        </Panel>
      )}
      <FiguresPanel row={row} />
      <OverTimePanel lines={lines} />
      {/* What it was linked to when it answered last says nothing of now. */}
      {row.silentSince === null && <LinksPanel links={links} otherServers={otherServers} />}
      {note !== null && <p className={styles.note}>{note}</p>}
    </>
  );
}
