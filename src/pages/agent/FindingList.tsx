import styles from "./AgentTables.module.css";
import type { AgentFinding } from "#model/agent.ts";
import { FINDING_TEXTS } from "#model/finding-texts.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClock } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** What is odd about the agent: what was seen, what it means, what to do about it. */
export function FindingList({ findings, seen }: { findings: readonly AgentFinding[]; seen: ServerMs }) {
  return (
    <Panel heading="Findings">
      <ul className={styles.findings}>
        {findings.map(({ code, detail, at }) => {
          const { title, means, remedy } = FINDING_TEXTS[code];
          return (
            <li key={code} className={styles.finding}>
              <h3>{title}</h3>
              <p>
                {detail} <span className={styles.code}>last seen {formatClock(at, seen)}</span>
              </p>
              <p>{means}</p>
              <p className={styles.remedy}>{remedy}</p>
              <p className={styles.code}>
                <code>{code}</code>
              </p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
