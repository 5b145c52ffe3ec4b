import styles from "./ConsumersPage.module.css";
import type { ConsumersSearch } from "./search.ts";
import { consumersPath } from "../../paths.ts";
import type { ConsumerList } from "#model/streams/consumer-list.ts";
import { CONSUMER_VERDICTS, VERDICT_WORDS } from "#model/streams/consumer-verdict.ts";
import { formatCount } from "#util/format.ts";

interface VerdictFilterProps {
  counts: ConsumerList["counts"];
  chosen: ConsumersSearch["verdict"];
  /** Empty: all streams. */
  stream: string;
}

/** Verdicts that some consumer has, each a link to those that have it. */
export function VerdictFilter({ counts, chosen, stream }: VerdictFilterProps) {
  const where = stream === "" ? {} : { stream };
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <nav className={styles.filters} aria-label="State">
      <a className={styles.filter} href={consumersPath(where)} aria-current={chosen === "all" ? "true" : undefined}>
        all <b>{formatCount(all)}</b>
      </a>
      {CONSUMER_VERDICTS.filter((verdict) => counts[verdict] > 0 || verdict === chosen).map((verdict) => (
        <a
          key={verdict}
          className={styles.filter}
          href={consumersPath({ ...where, verdict })}
          aria-current={chosen === verdict ? "true" : undefined}
        >
          {VERDICT_WORDS[verdict]} <b>{formatCount(counts[verdict])}</b>
        </a>
      ))}
    </nav>
  );
}
