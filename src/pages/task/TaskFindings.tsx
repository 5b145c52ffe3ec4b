import { agentPath } from "../../paths.ts";
import styles from "./TaskPage.module.css";
import { TASK_FINDING_TEXTS } from "#model/tasks/task-finding-texts.ts";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import type { TaskFinding } from "#model/tasks/task.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClock, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** What is odd about the task: what was seen, since when, what it means, what to do about it. */
export function TaskFindings({ findings, seen }: { findings: readonly TaskFinding[]; seen: ServerMs }) {
  return (
    <Panel heading="Findings">
      <ul className={styles.findings}>
        {findings.map(({ code, detail, since, agents }) => {
          const { title, means, remedy } = TASK_FINDING_TEXTS[code];
          const { alarm } = TASK_FINDING_LOOKS[code];
          return (
            <li key={code} className={styles.finding}>
              <h3 className={styles[alarm]}>
                <AlarmMark alarm={alarm} /> {title}
              </h3>
              <p>
                {detail}{" "}
                <span className={styles.quiet}>
                  {`since ${formatClock(since, seen)}, ${formatDuration(seen - since)}`}
                </span>
              </p>
              <p>{means}</p>
              <p className={styles.quiet}>{remedy}</p>
              <p className={styles.code}>
                <code>{code}</code>
                {agents.map((agent) => (
                  <a key={agent} href={agentPath(agent)}>
                    {agent}
                  </a>
                ))}
              </p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
