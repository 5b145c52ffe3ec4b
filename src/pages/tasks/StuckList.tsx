import { taskPath, tasksPath } from "../../paths.ts";
import styles from "./StuckList.module.css";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import { TASK_FINDING_TEXTS } from "#model/tasks/task-finding-texts.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatClock, formatDuration, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { memo } from "react";

interface StuckListProps {
  stuck: TasksView["stuck"];
  /** As of which moment the fleet is seen; null without a clock. */
  seen: ServerMs | null;
}

/** More would push the queue itself out of sight. */
const MOST_ROWS = 5;

/** What somebody has to do something about, worst first: what it is, since when, what to do. */
export const StuckList = memo(function StuckList({ stuck, seen }: StuckListProps) {
  const more = stuck.total - MOST_ROWS;
  const all = tasksPath({ state: "open", finding: "any" });
  return (
    <Panel heading="Stuck" aside={<a href={all}>{formatPlural(stuck.total, "task")}</a>}>
      <ul className={styles.list} aria-label="Stuck tasks">
        {stuck.worst.slice(0, MOST_ROWS).map((row) => (
          <StuckTask key={row.id} row={row} seen={seen} />
        ))}
      </ul>
      {more > 0 && (
        <p className={styles.more}>
          <a href={all}>{formatPlural(more, "more task")}</a>
        </p>
      )}
    </Panel>
  );
});

function StuckTask({ row, seen }: { row: TaskRow; seen: ServerMs | null }) {
  const [finding] = row.findings;
  if (finding === undefined) return null;
  const { word, alarm } = TASK_FINDING_LOOKS[finding.code];
  return (
    <li className={styles.stuck}>
      <span className={`${styles.what} ${styles[alarm]}`}>
        <AlarmMark alarm={alarm} /> {word}
      </span>
      <span className={styles.task}>
        <a href={taskPath(row.id)}>
          <code>{row.id}</code>
        </a>{" "}
        {row.title}
      </span>
      <span className={styles.why}>{row.findings.map(({ detail }) => detail).join(" ")}</span>
      <span className={styles.since}>
        {seen !== null && `since ${formatClock(finding.since, seen)}, ${formatDuration(seen - finding.since)}`}
      </span>
      <span className={styles.remedy}>{TASK_FINDING_TEXTS[finding.code].remedy}</span>
    </li>
  );
}
