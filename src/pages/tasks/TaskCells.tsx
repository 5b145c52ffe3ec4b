import { agentPath, taskPath } from "../../paths.ts";
import styles from "./TaskCells.module.css";
import { ageWords, alarmOf, runWords, waitWords } from "./task-words.ts";
import { TASK_FINDING_LOOKS, TASK_STATE_WORDS } from "#model/tasks/task-look.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import { useFrozenNow } from "#store/feed.tsx";
import { useTaskRow } from "#store/tasks.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { shownFrom } from "#ui/virtual-table/VirtualTable.tsx";

/** One task's row. Reads the store itself, so that a step renders the row of its task and nothing else. */
export function TaskCells({ id }: { id: string }) {
  const row = useTaskRow(id);
  return row === null ? <WaitedForCells id={id} /> : <HeldCells row={row} />;
}

function HeldCells({ row }: { row: TaskRow }) {
  const seen = useFrozenNow();
  const alarm = alarmOf(row);
  const word = row.state === "unknown" ? row.status : TASK_STATE_WORDS[row.state];
  const found = row.findings.map(({ code }) => TASK_FINDING_LOOKS[code].word).join(", ");
  const worst = row.findings[0] === undefined ? "" : TASK_FINDING_LOOKS[row.findings[0].code].word;
  const more = row.findings.length - 1;
  return (
    <>
      <td className={`${shownFrom(PHONE)} ${styles.finding}`} title={found}>
        <span className={styles.mark}>{alarm && <AlarmMark alarm={alarm} />}</span>
        <span className={alarm ? styles[alarm] : undefined}>{worst}</span>
        {more > 0 && <span className={styles.quiet}>{` +${more}`}</span>}
      </td>
      <td className={styles.task}>
        <span className={styles.phoneMark}>{alarm && <AlarmMark alarm={alarm} />}</span>
        {/* The row takes the focus and opens with Enter; the link is for the pointer and for new tabs. */}
        <a href={taskPath(row.id)} tabIndex={-1} title={row.id}>
          {row.id}
        </a>
        <span className={styles.underName}>{row.title ?? "no title"}</span>
        <span className={styles.underName}>
          {word}
          {row.owner !== null && `, ${row.owner}`}
          {found !== "" && (
            <>
              , <span className={alarm ? styles[alarm] : undefined}>{found}</span>
            </>
          )}
        </span>
      </td>
      <td className={`${shownFrom(PHONE)} ${styles.title}`} title={row.title ?? undefined}>
        {row.title ?? <span className={styles.quiet}>no title</span>}
      </td>
      <td className={shownFrom(PHONE)}>{word}</td>
      <td className={`${shownFrom(PHONE)} ${styles.owner}`}>
        {row.owner !== null && (
          <a href={agentPath(row.owner)} tabIndex={-1}>
            {row.owner}
          </a>
        )}
      </td>
      <td className={`${shownFrom(DESK)} ${styles.quiet}`}>{row.priority}</td>
      <td className={styles.figure}>{ageWords(row, seen)}</td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`}>{waitWords(row)}</td>
      <td className={`${shownFrom(DESK)} ${styles.figure}`}>{runWords(row)}</td>
    </>
  );
}

const PHONE = { from: "phone" } as const;
const DESK = { from: "desk" } as const;

/** On its way from the worker; or let go while its row stood still. */
function WaitedForCells({ id }: { id: string }) {
  return (
    <td className={styles.task} colSpan={9}>
      <a href={taskPath(id)} tabIndex={-1}>
        {id}
      </a>
      {" …"}
    </td>
  );
}
