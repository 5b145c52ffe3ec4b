import type { DeliverablesSearch } from "./search.ts";
import styles from "./DeliverablesPage.module.css";
import type { FeatureCounts, FeatureFilter } from "#model/deliverables/list-features.ts";
import { formatCount } from "#util/format.ts";
import { Link } from "@tanstack/react-router";

const FILTERS: readonly { filter: FeatureFilter; word: string }[] = [
  { filter: "open", word: "on their way" },
  { filter: "complete", word: "complete" },
  { filter: "skipped", word: "skipped a stage" },
];

/** What the list can be narrowed to, each a link; by missing stage it is in the picture above. */
export function FeatureFilters({ counts, chosen }: { counts: FeatureCounts; chosen: DeliverablesSearch["state"] }) {
  const shown = FILTERS.filter(({ filter }) => counts.filters[filter] > 0 || filter === chosen);
  const isStage = chosen !== "all" && !FILTERS.some(({ filter }) => filter === chosen);
  return (
    <nav aria-label="Narrow to a state">
      <ul className={styles.filters}>
        <FilterLink filter="all" word="all" count={counts.features} chosen={chosen === "all"} />
        {shown.map(({ filter, word }) => (
          <FilterLink
            key={filter}
            filter={filter}
            word={word}
            count={counts.filters[filter]}
            chosen={chosen === filter}
          />
        ))}
        {isStage && (
          <FilterLink filter={chosen} word={`${chosen} missing next`} count={counts.filters[chosen]} chosen />
        )}
      </ul>
    </nav>
  );
}

interface FilterLinkProps {
  filter: DeliverablesSearch["state"];
  word: string;
  count: number;
  chosen: boolean;
}

function FilterLink({ filter, word, count, chosen }: FilterLinkProps) {
  return (
    <li>
      <Link
        className={styles.filter}
        from="/deliverables"
        to="/deliverables"
        search={(before) => ({ ...before, state: filter })}
        aria-current={chosen ? "true" : undefined}
      >
        {word} <b>{formatCount(count)}</b>
      </Link>
    </li>
  );
}
