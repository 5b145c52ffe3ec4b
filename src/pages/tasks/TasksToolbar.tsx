import type { TasksSearch } from "./search.ts";
import { AGE_NAMES, NOT_NARROWED, RANGE_NAMES, TASKS_SEARCH_DEFAULTS } from "./search.ts";
import { StateFilter } from "./StateFilter.tsx";
import styles from "./TasksToolbar.module.css";
import { completeFilter } from "#model/filter/complete-filter.ts";
import type { FilterField } from "#model/filter/filter-field.ts";
import { parseFilter } from "#model/filter/parse-filter.ts";
import { TASK_FIELDS } from "#model/tasks/filter-fields.ts";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import { TASK_FINDING_CODES } from "#model/tasks/task.ts";
import type { TaskState } from "#model/tasks/task.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import { Button } from "#ui/button/Button.tsx";
import { Choice } from "#ui/choice/Choice.tsx";
import { FilterBox } from "#ui/filter-box/FilterBox.tsx";
import { Segmented } from "#ui/segmented/Segmented.tsx";
import { formatCount } from "#util/format.ts";

interface TasksToolbarProps {
  search: TasksSearch;
  /** How many each state would show. */
  counts: Readonly<Record<TaskState, number | null>>;
  tasks: Pick<TasksView, "findings" | "figures">;
  narrowed: boolean;
  /** `typing`: one of many small steps, which shall not each be a step of the browser's history. */
  onChange: (change: Partial<TasksSearch>, typing?: "typing") => void;
}

const glued = (name: string): string => name.replace(/(\d+)/, "$1\u00A0").replace(/m$/, "min");
const RANGE_OPTIONS = RANGE_NAMES.map((value) => ({ value, text: glued(value) }));
const AGE_OPTIONS = AGE_NAMES.map((value) => ({ value, text: value === "any" ? "any" : `over ${glued(value)}` }));
const VIEW_OPTIONS = [
  { value: "table", text: "Table" },
  { value: "board", text: "Board" },
] as const;

/** What narrows and shapes the list; all of it lives in the URL. */
export function TasksToolbar({ search, counts, tasks, narrowed, onChange }: TasksToolbarProps) {
  return (
    <search className={styles.toolbar}>
      <div className={styles.line}>
        <FilterBox
          name="Search tasks"
          placeholder="Search, or owner:alice age>10m"
          value={search.q}
          onChange={(q) => onChange({ q }, "typing")}
          complete={(text, caret) => completeFilter(text, caret, fieldsWith(tasks.figures))}
          errors={parseFilter(search.q, TASK_FIELDS).errors.map(({ sentence }) => sentence)}
        />
        <StateFilter counts={counts} chosen={search.state} />
      </div>
      <div className={styles.line}>
        <Choice
          label="Finding"
          options={findingOptions(tasks.findings, search.finding)}
          value={search.finding}
          neutral={TASKS_SEARCH_DEFAULTS.finding}
          onChange={(finding) => onChange({ finding })}
        />
        <Choice
          label="Owner"
          options={ownerOptions(tasks.figures, search.owner)}
          value={search.owner}
          neutral={TASKS_SEARCH_DEFAULTS.owner}
          onChange={(owner) => onChange({ owner })}
        />
        <Choice
          label="Priority"
          options={priorityOptions(tasks.figures, search.priority)}
          value={search.priority}
          neutral={TASKS_SEARCH_DEFAULTS.priority}
          onChange={(priority) => onChange({ priority })}
        />
        <Choice
          label="In its state"
          options={AGE_OPTIONS}
          value={search.age}
          neutral={TASKS_SEARCH_DEFAULTS.age}
          onChange={(age) => onChange({ age })}
        />
        {narrowed && (
          <Button look="quiet" onClick={() => onChange(NOT_NARROWED)}>
            Show all tasks
          </Button>
        )}
        <div className={styles.shape}>
          <Segmented
            label="Time range"
            quiet
            options={RANGE_OPTIONS}
            value={search.range}
            onChange={(range) => onChange({ range })}
          />
          <Segmented
            label="View"
            quiet
            options={VIEW_OPTIONS}
            value={search.view}
            onChange={(view) => onChange({ view })}
          />
        </div>
      </div>
    </search>
  );
}

/** The owners that there are, to be offered. */
function fieldsWith(figures: TasksView["figures"]): readonly FilterField[] {
  const owners = figures?.agents.map(({ agent }) => agent) ?? [];
  return TASK_FIELDS.map((field) => (field.name === "owner" ? { ...field, values: owners } : field));
}

type Option<T extends string> = { value: T; text: string };

function findingOptions(
  findings: TasksView["findings"],
  chosen: TasksSearch["finding"],
): Option<TasksSearch["finding"]>[] {
  const there = TASK_FINDING_CODES.filter((code) => (findings[code] ?? 0) > 0 || code === chosen);
  return [
    { value: "all", text: "with and without" },
    { value: "any", text: "any" },
    ...there.map((code) => ({
      value: code,
      text: `${TASK_FINDING_LOOKS[code].word} (${formatCount(findings[code] ?? 0)})`,
    })),
  ];
}

function ownerOptions(figures: TasksView["figures"], chosen: string): Option<string>[] {
  const names = new Set(figures?.agents.map(({ agent }) => agent) ?? []);
  if (chosen !== "") names.add(chosen);
  const sorted = [...names].sort((left, right) => left.localeCompare(right, "en", { numeric: true }));
  return [{ value: "", text: "anybody" }, ...sorted.map((name) => ({ value: name, text: name }))];
}

function priorityOptions(figures: TasksView["figures"], chosen: string): Option<string>[] {
  const there = new Set(figures?.priorities.map(({ priority }) => priority ?? "") ?? []);
  if (chosen !== "any") there.add(chosen);
  return [
    { value: "any", text: "any" },
    ...[...there].filter((value) => value !== "any").map((value) => ({ value, text: value === "" ? "none" : value })),
  ];
}
