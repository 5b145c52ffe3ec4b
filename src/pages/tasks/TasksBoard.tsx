import { taskPath } from "../../paths.ts";
import { useBoard } from "./use-board.ts";
import type { BoardColumn } from "./use-board.ts";
import styles from "./TasksBoard.module.css";
import { ageWords, alarmOf } from "./task-words.ts";
import type { TasksSearch } from "./search.ts";
import { TASK_FINDING_LOOKS, TASK_STATE_WORDS } from "#model/tasks/task-look.ts";
import type { TaskState } from "#model/tasks/task.ts";
import { useFrozenNow } from "#store/feed.tsx";
import { useTaskRow } from "#store/tasks.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { formatCount } from "#util/format.ts";
import { Link } from "@tanstack/react-router";
import type { PointerEvent } from "react";
import { useState } from "react";

interface TasksBoardProps {
  ids: readonly string[];
  counts: Readonly<Record<TaskState, number | null>>;
  search: TasksSearch;
  onHold: (held: boolean) => void;
}

/** Tasks in columns by their state. A card goes to its new column by itself, but not from under a pointer. */
export function TasksBoard({ ids, counts, search, onHold }: TasksBoardProps) {
  const [held, setHeld] = useState(false);
  const columns = useBoard(ids, search.state, held);
  const hold = (next: boolean): void => {
    setHeld(next);
    onHold(next);
  };
  return (
    <div
      className={styles.board}
      onPointerEnter={(event: PointerEvent) => hold(event.pointerType === "mouse")}
      onPointerLeave={() => hold(false)}
    >
      {columns.map((column) => (
        <Column key={column.state} column={column} count={counts[column.state]} />
      ))}
    </div>
  );
}

function Column({ column: { state, ids }, count }: { column: BoardColumn; count: number | null }) {
  const more = count === null ? 0 : count - ids.length;
  return (
    <section className={styles.column} aria-label={TASK_STATE_WORDS[state]}>
      <h3 className={styles.heading}>
        {TASK_STATE_WORDS[state]} <b>{count === null ? "–" : formatCount(count)}</b>
      </h3>
      <ul className={styles.cards}>
        {ids.map((id) => (
          <Card key={id} id={id} />
        ))}
      </ul>
      {more > 0 && (
        <p className={styles.more}>
          <Link from="/tasks" to="/tasks" search={(before) => ({ ...before, state, view: "table" })}>
            {`${formatCount(more)} more`}
          </Link>
        </p>
      )}
    </section>
  );
}

function Card({ id }: { id: string }) {
  const row = useTaskRow(id);
  const seen = useFrozenNow();
  if (row === null) {
    return (
      <li className={styles.card}>
        <a href={taskPath(id)}>
          <code>{id}</code>
        </a>
      </li>
    );
  }
  const alarm = alarmOf(row);
  return (
    <li className={styles.card}>
      <span className={styles.top}>
        <a href={taskPath(id)}>
          <code>{id}</code>
        </a>
        <span className={styles.age}>{ageWords(row, seen)}</span>
      </span>
      <span className={styles.title}>{row.title ?? "no title"}</span>
      {row.owner !== null && <span className={styles.quiet}>{row.owner}</span>}
      {alarm !== null && (
        <span className={styles[alarm]}>
          <AlarmMark alarm={alarm} />{" "}
          {row.findings.length === 0
            ? row.status
            : row.findings.map(({ code }) => TASK_FINDING_LOOKS[code].word).join(", ")}
        </span>
      )}
    </li>
  );
}
