import { AGENT_FILTERS } from "../../paths.ts";
import type { AgentFilter } from "../../paths.ts";
import type { AgentList } from "./rows.ts";
import type { AgentsSearch } from "./search.ts";
import styles from "./AgentsToolbar.module.css";
import { formatCount } from "#util/format.ts";
import { Link } from "@tanstack/react-router";

export const FILTER_WORDS: Readonly<Record<AgentFilter, string>> = {
  "on-time": "on time",
  late: "late",
  silent: "silent",
  gone: "gone",
  "signed-off": "signed off",
  unknown: "unknown",
  "needs-approval": "needs approval",
  recovering: "recovering",
  flapping: "flapping",
  findings: "findings",
};

/** The states that somebody is in, each a link to the list narrowed to it. The chosen one stays, also at zero. */
export function StateFilter({
  list,
  chosen,
  judged,
}: {
  list: Pick<AgentList, "counts" | "total">;
  chosen: AgentsSearch["state"];
  /** False while nobody is judged: then only how many there are is known. */
  judged: boolean;
}) {
  const filters = AGENT_FILTERS.filter((filter) => list.counts[filter] > 0 || filter === chosen);
  return (
    <nav aria-label="Narrow to a state">
      <ul className={styles.filters}>
        <FilterLink filter="all" word="all" count={list.total - list.counts.gone} chosen={chosen === "all"} />
        {filters.map((filter) => (
          <FilterLink
            key={filter}
            filter={filter}
            word={FILTER_WORDS[filter]}
            count={judged || filter === "unknown" ? list.counts[filter] : null}
            chosen={chosen === filter}
          />
        ))}
      </ul>
    </nav>
  );
}

interface FilterLinkProps {
  filter: AgentsSearch["state"];
  word: string;
  /** Null: not known. */
  count: number | null;
  chosen: boolean;
}

function FilterLink({ filter, word, count, chosen }: FilterLinkProps) {
  return (
    <li>
      <Link
        className={styles.filter}
        from="/agents"
        to="/agents"
        search={(before) => ({ ...before, state: filter })}
        // Else the link to all is current as well: what it asks for is part of every other one.
        activeOptions={{ exact: true }}
        aria-current={chosen ? "true" : undefined}
      >
        {word} <b>{count === null ? "–" : formatCount(count)}</b>
      </Link>
    </li>
  );
}
