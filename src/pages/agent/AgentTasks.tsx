import styles from "./AgentTables.module.css";
import { tasksAside, workloadCounts } from "./workload.ts";
import { taskPath, tasksPath } from "../../paths.ts";
import { TASK_FINDING_LOOKS, TASK_STATE_WORDS } from "#model/tasks/task-look.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { FleetView } from "#model/view.ts";
import { useAsk, useFrozenNow, useView } from "#store/feed.tsx";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { CountLinks } from "#ui/count-link/CountLinks.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { formatClock, formatMoment, formatPlural } from "#util/format.ts";
import { SECOND_MS } from "#util/units.ts";

const MOST_ROWS = 20;

interface AgentTasksProps {
  agent: string;
  /** Nothing is said where there is no task: of an agent that nobody knows. */
  hideNone?: boolean;
}

/** What the agent holds, then what it ended; how much of its time it was busy. */
export function AgentTasks({ agent, hideNone = false }: AgentTasksProps) {
  const changed = useAtMostEvery(useView(tasksSoFar), SECOND_MS);
  const { data } = useAsk({ kind: "agent-tasks", agent, limit: MOST_ROWS }, { changed });
  const seen = useFrozenNow();
  if (data === undefined || (hideNone && data.total === 0)) return null;
  const { workload, rows, total } = data;
  const more = total - rows.length;
  return (
    <Panel heading="Tasks" aside={<a href={tasksPath({ owner: agent })}>{tasksAside(total)}</a>}>
      {workload !== null && (
        <div className={styles.workload}>
          <CountLinks name="Its tasks" counts={workloadCounts(workload)} />
        </div>
      )}
      {rows.length === 0 ? (
        <p className={styles.none}>It claimed and ended no task that is held here.</p>
      ) : (
        <table className={styles.table} aria-label="Tasks">
          <thead>
            <tr>
              <th scope="col" className={styles.state}>
                State
              </th>
              <th scope="col" className={styles.task}>
                Task
              </th>
              <th scope="col">Title</th>
              <th scope="col" className={styles.since}>
                Since
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className={styles.state}>
                  <StateWords row={row} />
                </td>
                <td className={styles.task}>
                  <a href={taskPath(row.id)} title={row.id}>
                    {row.id}
                  </a>
                </td>
                <td>
                  {row.title}
                  {row.state === "failed" && row.error !== null && <span className={styles.code}> {row.error}</span>}
                </td>
                <td className={styles.since} title={formatMoment(row.stateSince)}>
                  {formatClock(row.stateSince, seen ?? row.stateSince)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && (
        <p className={styles.none}>
          <a href={tasksPath({ owner: agent })}>{formatPlural(more, "older task")}</a>
        </p>
      )}
    </Panel>
  );
}

function StateWords({ row }: { row: TaskRow }) {
  const [worst] = row.findings;
  const word = row.state === "unknown" ? row.status : TASK_STATE_WORDS[row.state];
  if (worst === undefined) return word;
  const { alarm, word: finding } = TASK_FINDING_LOOKS[worst.code];
  return (
    <>
      <AlarmMark alarm={alarm} /> {word}, {finding}
    </>
  );
}

/** Changes when a task may have come, gone or been judged anew. */
function tasksSoFar({ tasks, channels }: FleetView): string {
  return JSON.stringify([channels.get("tasks")?.count ?? 0, tasks.counts, tasks.findings]);
}
