import { statesOf, MOST_CARDS } from "./board.ts";
import type { TasksSearch } from "./search.ts";
import { NOT_NARROWED, isNarrowed } from "./search.ts";
import { taskQueryOf } from "./task-query-of.ts";
import { TasksBoard } from "./TasksBoard.tsx";
import styles from "./TasksPage.module.css";
import { TasksTable } from "./TasksTable.tsx";
import { TasksToolbar } from "./TasksToolbar.tsx";
import { useArrivedSinceList, useListMoves } from "./use-list-moves.ts";
import type { TaskListAnswer } from "#model/tasks/list-tasks.ts";
import type { TaskQuery } from "#model/tasks/task-query.ts";
import type { TaskState } from "#model/tasks/task.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import type { TaskList } from "#store/tasks.ts";
import { useTaskList, useWatchedTasks } from "#store/tasks.ts";
import { Button } from "#ui/button/Button.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { formatCount, formatPlural } from "#util/format.ts";
import { memo, useMemo, useState } from "react";

interface TaskListsProps {
  search: TasksSearch;
  tasks: Pick<TasksView, "counts" | "findings" | "figures">;
  onChange: (change: Partial<TasksSearch>, typing?: "typing") => void;
  onOpen: (id: string) => void;
}

/** More rows than a person scrolls through; the rest is found by narrowing, and it is said that there is one. */
const MOST_ROWS = 10_000;
/** How long a scroll has to rest before the rows it ended on are asked for. */
const WATCH_EVERY_MS = 150;
/** A word is typed in less than that a letter: only the pauses are asked about. */
const ASK_EVERY_MS = 120;

const NOBODY: readonly string[] = [];

/** One list in two forms. */
export const TaskLists = memo(function TaskLists(props: TaskListsProps) {
  return props.search.view === "board" ? <BoardForm {...props} /> : <TableForm {...props} />;
});

function TableForm({ search, tasks, onChange, onOpen }: TaskListsProps) {
  const query = useQuery(search);
  const [held, setHeld] = useState(false);
  const [empty, setEmpty] = useState(false);
  const list = useTaskList(query, MOST_ROWS, useListMoves(held, empty));
  const answer = list.answer;
  if (answer !== null && empty !== (answer.ids.length === 0)) setEmpty(answer.ids.length === 0);
  const [visible, setVisible] = useState<readonly string[]>(NOBODY);
  const watched = useAtMostEvery(visible, WATCH_EVERY_MS);
  useWatchedTasks(watched, useWatchedList(list));
  const arrived = useArrived(answer);
  return (
    <div className={styles.list}>
      <Toolbar search={search} tasks={tasks} answer={answer} onChange={onChange} />
      <TasksTable
        ids={answer?.ids ?? NOBODY}
        search={search}
        news={{ count: arrived, onHold: setHeld, onTake: list.remake }}
        summary={<Summary list={list} />}
        onChange={onChange}
        onOpen={onOpen}
        onVisible={setVisible}
      />
      {answer !== null && answer.ids.length === 0 && <NoMatch search={search} onChange={onChange} />}
    </div>
  );
}

function BoardForm({ search, tasks, onChange }: TaskListsProps) {
  const query = useQuery(search);
  const [held, setHeld] = useState(false);
  const moves = useListMoves(held, false);
  // One question a column: the first cards of each, however long the others are.
  const available = useTaskList(useStateQuery(query, "available"), MOST_CARDS, moves);
  const blocked = useTaskList(useStateQuery(query, "blocked"), MOST_CARDS, moves);
  const claimed = useTaskList(useStateQuery(query, "claimed"), MOST_CARDS, moves);
  const completed = useTaskList(useStateQuery(query, "completed"), MOST_CARDS, moves);
  const failed = useTaskList(useStateQuery(query, "failed"), MOST_CARDS, moves);
  const unknown = useTaskList(useStateQuery(query, "unknown"), MOST_CARDS, moves);
  const lists: Readonly<Record<TaskState, TaskList>> = { available, blocked, claimed, completed, failed, unknown };
  const shown = statesOf(search.state).map((state) => lists[state]);
  const answers = shown.map(({ answer }) => answer);
  const ids = useSameIds(answers.flatMap((answer) => answer?.ids ?? NOBODY));
  const [first] = answers;
  const answer = first ?? null;
  const watchedList = useMemo(() => (answer === null ? null : { query, madeAt: answer.madeAt }), [answer, query]);
  useWatchedTasks(ids, watchedList);
  const arrived = useArrived(answer);
  const counts = useCounts(search, tasks, answer);
  const remake = (): void => {
    for (const list of Object.values(lists)) list.remake();
  };
  return (
    <div className={styles.list}>
      <Toolbar search={search} tasks={tasks} answer={answer} onChange={onChange} />
      <p className={styles.news}>
        {arrived > 0 ? <Button onClick={remake}>{`${formatCount(arrived)} new`}</Button> : null}
      </p>
      <TasksBoard ids={ids} counts={counts} search={search} onHold={setHeld} />
    </div>
  );
}

interface ToolbarProps extends Omit<TaskListsProps, "onOpen"> {
  answer: TaskListAnswer | null;
}

const Toolbar = memo(function Toolbar({ search, tasks, answer, onChange }: ToolbarProps) {
  const narrowed = isNarrowed(search);
  const counts = useCounts(search, tasks, answer);
  return (
    <TasksToolbar
      search={search}
      counts={counts}
      tasks={tasks}
      narrowed={narrowed || search.state !== "all"}
      onChange={onChange}
    />
  );
});

const NOT_KNOWN = { available: null, blocked: null, claimed: null, completed: null, failed: null, unknown: null };

/** While nothing but the state narrows the list, its counts are those above it, live. */
function useCounts(
  search: TasksSearch,
  tasks: Pick<TasksView, "counts">,
  answer: TaskListAnswer | null,
): Readonly<Record<TaskState, number | null>> {
  return isNarrowed(search) ? (answer?.states ?? NOT_KNOWN) : tasks.counts;
}

function useQuery(search: TasksSearch): TaskQuery {
  const wanted = JSON.stringify(taskQueryOf(search));
  const asked = useAtMostEvery(wanted, ASK_EVERY_MS);
  return useMemo(() => parseQuery(asked), [asked]);
}

function useStateQuery(query: TaskQuery, state: TaskState): TaskQuery {
  return useMemo(() => ({ ...query, states: [state] }), [query, state]);
}

/** Written by `useQuery` alone: a text, since that is what stays equal while nothing changes. */
function parseQuery(text: string): TaskQuery {
  const query: TaskQuery = JSON.parse(text);
  return query;
}

function useWatchedList({ answer, query }: TaskList): { query: TaskQuery; madeAt: number } | null {
  return useMemo(() => (answer === null ? null : { query, madeAt: answer.madeAt }), [answer, query]);
}

/** How many are new, while the list stands; 0 before it is there. */
function useArrived(answer: TaskListAnswer | null): number {
  const arrived = useArrivedSinceList();
  return answer === null ? 0 : arrived;
}

function useSameIds(ids: readonly string[]): readonly string[] {
  const [kept, setKept] = useState(ids);
  if (kept.length === ids.length && kept.every((id, index) => id === ids[index])) return kept;
  setKept(ids);
  return ids;
}

function Summary({ list: { answer, failed } }: { list: TaskList }) {
  if (answer === null) return failed ? "The list could not be made." : "Looking…";
  const { ids, total } = answer;
  return ids.length === total
    ? formatPlural(total, "task")
    : `the first ${formatCount(ids.length)} of ${formatPlural(total, "task")}: narrow the list to see others`;
}

function NoMatch({ search, onChange }: Pick<TaskListsProps, "search" | "onChange">) {
  const chosen = search.state !== "all" || isNarrowed(search);
  return (
    <p className={styles.none}>
      {chosen ? "No task is like that. " : "No task is held. "}
      {chosen && <Button onClick={() => onChange(NOT_NARROWED)}>Show all tasks</Button>}
    </p>
  );
}
