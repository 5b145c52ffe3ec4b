import { compareTexts, diffRows } from "#ui/text-diff/compare-texts.ts";
import styles from "./ReportPage.module.css";
import { formatCount } from "#util/format.ts";
import { useMemo } from "react";

const MOST_ROWS = 3_000;
const SIGNS = { same: "", added: "+", removed: "−", skipped: "⋯" } as const;

/** What changed from one version to another, line by line. */
export function ReportChanges({ before, after }: { before: string; after: string }) {
  const { state, rows } = useMemo(() => {
    const compared = compareTexts(before, after);
    return { state: compared.state, rows: diffRows(compared.parts) };
  }, [before, after]);
  if (before === after) return <p className={styles.note}>Both versions say the same, letter by letter.</p>;
  return (
    <>
      {state === "too-different" && (
        <p className={styles.note}>
          These versions have too little in common to be compared line by line: one is shown below the other.
        </p>
      )}
      <table className={styles.changes} aria-label="Changes">
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ kind, before: old, after: now, text }, index) => (
            // Lines may say the same, and they do not move.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index} className={styles[kind]}>
              <td className={styles.line}>{old}</td>
              <td className={styles.line}>{now}</td>
              <td className={styles.sign}>
                {SIGNS[kind]}
                {(kind === "added" || kind === "removed") && <span className={styles.hidden}> {kind}</span>}
              </td>
              <td className={styles.lineText}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className={styles.note}>And {formatCount(rows.length - MOST_ROWS)} more lines, not shown.</p>
      )}
    </>
  );
}
