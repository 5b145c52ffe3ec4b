import { memo } from "react";
import styles from "./FillList.module.css";
import { fullestFirst } from "./fullest-first.ts";
import { streamPath, streamsPath } from "../../paths.ts";
import { failureSentence } from "#model/asked/ask-failure.ts";
import { fullest, outlookWords } from "#model/streams/fill.ts";
import { worstSeverity } from "#model/streams/finding.ts";
import type { StreamRow } from "#model/streams/stream-list.ts";
import { usePolled } from "#store/use-polled.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { FillBar } from "#ui/fill-bar/FillBar.tsx";
import { MiddleCut } from "#ui/middle-cut/MiddleCut.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { formatPercent, formatPlural } from "#util/format.ts";
import { SECOND_MS } from "#util/units.ts";

const MOST_ROWS = 7;
const EVERY_MS = 15 * SECOND_MS;

/** How full the streams are, those that need someone first. */
export const StreamsPanel = memo(function StreamsPanel() {
  const polled = usePolled({ kind: "streams" }, { everyMs: EVERY_MS });
  if (polled.state === "loading") return null;
  if (polled.state === "failed") {
    return (
      <Panel heading="Streams" aside={<a href={streamsPath()}>Streams</a>}>
        <p className={styles.none}>{failureSentence(polled.failure)}</p>
      </Panel>
    );
  }
  const { rows, total } = polled.value;
  if (rows.length === 0) return null;
  return (
    <Panel heading="Streams" aside={<a href={streamsPath()}>{`All ${formatPlural(total, "stream")}`}</a>}>
      <ul className={styles.list}>
        {fullestFirst(rows)
          .slice(0, MOST_ROWS)
          .map((row) => (
            <Line key={row.facts.name} row={row} />
          ))}
      </ul>
    </Panel>
  );
});

function Line({ row: { facts, fill, outlook, findings } }: { row: StreamRow }) {
  const severity = worstSeverity(findings);
  const ratio = fullest(fill)?.ratio ?? null;
  return (
    <li className={styles.line}>
      <span className={`${styles.name} ${styles.stream}`}>
        {severity !== null && (
          <span className={styles[severity]}>
            <AlarmMark alarm={severity} />
          </span>
        )}
        <a href={streamPath(facts.name)}>
          <MiddleCut text={facts.name} />
        </a>
      </span>
      <FillBar ratio={ratio} alarm={severity === "critical" || severity === "warning" ? severity : undefined} />
      <span className={styles.figure}>{ratio === null ? "no limit" : formatPercent(ratio)}</span>
      <span className={severity === null ? styles.note : `${styles.note} ${styles[severity]}`}>
        {severity === null ? outlookWords(outlook) : formatPlural(findings.length, "finding")}
      </span>
    </li>
  );
}
