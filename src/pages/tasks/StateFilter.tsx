import { TASK_FILTERS } from "../../paths.ts";
import type { TasksSearch } from "./search.ts";
import styles from "./TasksToolbar.module.css";
import { TASK_STATE_WORDS } from "#model/tasks/task-look.ts";
import type { TaskState } from "#model/tasks/task.ts";
import { formatCount } from "#util/format.ts";
import { Link } from "@tanstack/react-router";

interface StateFilterProps {
  /** Null: not known. */
  counts: Readonly<Record<TaskState, number | null>>;
  chosen: TasksSearch["state"];
}

const WORDS: Readonly<Record<TasksSearch["state"], string>> = { all: "all", open: "open", ...TASK_STATE_WORDS };

/** The states, each a link to the list narrowed to it, with how many it would show. */
export function StateFilter({ counts, chosen }: StateFilterProps) {
  const filters = (["all", ...TASK_FILTERS] as const).filter(
    (filter) => filter !== "unknown" || filter === chosen || (counts.unknown ?? 0) > 0,
  );
  return (
    <nav aria-label="Narrow to a state">
      <ul className={styles.filters}>
        {filters.map((filter) => {
          const count = countOf(filter, counts);
          return (
            <li key={filter}>
              <Link
                className={styles.filter}
                from="/tasks"
                to="/tasks"
                search={(before) => ({ ...before, state: filter })}
                resetScroll={false}
                aria-current={chosen === filter ? "true" : undefined}
              >
                {WORDS[filter]} <b>{count === null ? "–" : formatCount(count)}</b>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

const STATES_OF = {
  all: ["available", "blocked", "claimed", "completed", "failed", "unknown"],
  open: ["available", "blocked", "claimed"],
} as const;

function countOf(filter: TasksSearch["state"], counts: StateFilterProps["counts"]): number | null {
  const states: readonly TaskState[] = filter === "all" || filter === "open" ? STATES_OF[filter] : [filter];
  return states.reduce<number | null>((sum, state) => {
    const count = counts[state];
    return sum === null || count === null ? null : sum + count;
  }, 0);
}
