/** Apart from the search itself, which every page's router carries. */
import type { TasksSearch } from "./search.ts";
import { AGES, RANGES } from "./search.ts";
import type { Term } from "#model/filter/filter-field.ts";
import { parseFilter } from "#model/filter/parse-filter.ts";
import { TASK_FIELDS } from "#model/tasks/filter-fields.ts";
import type { TaskQuery } from "#model/tasks/task-query.ts";
import type { TaskState } from "#model/tasks/task.ts";

type Words = Extract<Term, { kind: "words" }>;

/** A word by itself, which a query has a quicker way for. */
function isWord(term: Term): term is Words {
  return term.kind === "words" && !term.not && !/\s/u.test(term.text);
}

const OPEN: readonly TaskState[] = ["available", "blocked", "claimed"];

/** What the worker is asked for. */
export function taskQueryOf(search: TasksSearch): TaskQuery {
  const { q, state, owner, priority, finding, age, range, sort, order } = search;
  const { terms } = parseFilter(q, TASK_FIELDS);
  return {
    text: terms
      .filter(isWord)
      .map(({ text }) => text)
      .join(" "),
    terms: terms.filter((term) => !isWord(term)),
    states: state === "all" ? null : state === "open" ? OPEN : [state],
    owner: owner === "" ? null : owner,
    priority: priority === "any" ? null : priority,
    finding: finding === "all" ? null : finding,
    minAgeMs: AGES[age],
    withinMs: RANGES[range],
    sort,
    order,
  };
}
