import styles from "./ReportPage.module.css";
import type { ReportSearch } from "./search.ts";
import type { VersionFacts } from "#model/deliverables/report.ts";
import { formatClock, formatCount } from "#util/format.ts";
import { Link } from "@tanstack/react-router";

const MOST_LINKS = 12;

interface VersionLinksProps {
  /** Newest first. */
  versions: readonly VersionFacts[];
  shownSeq: number;
  seen: number | null;
  search: ReportSearch;
}

/** The versions of a report, newest first, the one shown among them. While changes are looked at: against which one. */
export function VersionLinks({ versions, shownSeq, seen, search }: VersionLinksProps) {
  if (versions.length < 2) return null;
  const changes = search.show === "changes";
  return (
    <nav className={styles.versions} aria-label="Versions">
      <ul>
        {versions.slice(0, MOST_LINKS).map(({ seq, at }, index) => (
          <li key={seq}>
            <Link
              from="/deliverables/$feature/$report"
              to="/deliverables/$feature/$report"
              search={(before) => ({ ...before, version: seq, against: null })}
              aria-current={seq === shownSeq ? "true" : undefined}
            >
              {formatCount(versions.length - index)} <span>{formatClock(at, seen ?? at)}</span>
            </Link>
            {changes && seq < shownSeq && (
              <Link
                from="/deliverables/$feature/$report"
                to="/deliverables/$feature/$report"
                search={(before) => ({ ...before, version: shownSeq, against: seq })}
                aria-current={search.against === seq ? "true" : undefined}
              >
                compare
              </Link>
            )}
          </li>
        ))}
      </ul>
      {versions.length > MOST_LINKS && <span>and {formatCount(versions.length - MOST_LINKS)} older</span>}
    </nav>
  );
}
