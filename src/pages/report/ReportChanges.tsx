import { NOT_HELD } from "./not-held.ts";
import styles from "./ReportPage.module.css";
import type { DiffRow, TextSpan } from "#model/deliverables/diff-rows.ts";
import type { AskAnswers } from "#store/feed.tsx";
import { formatCount } from "#util/format.ts";

const SIGNS = { same: "", added: "+", removed: "−", skipped: "⋯" } as const;

/** What changed from one version to another, line by line, with the words that changed within a line. */
export function ReportChanges({ changes }: { changes: AskAnswers["report-changes"] }) {
  if (!("rows" in changes)) {
    const which = changes.which === "older" ? "The other version: " : "";
    return (
      <p className={styles.note}>
        {which}
        {NOT_HELD[changes.state]}
      </p>
    );
  }
  const { state, rows, more } = changes;
  if (rows.length === 0) return <p className={styles.note}>Both versions say the same, letter by letter.</p>;
  return (
    <>
      {state === "too-different" && (
        <p className={styles.note}>
          These versions have too little in common to be compared line by line: one is shown below the other.
        </p>
      )}
      <table className={styles.changes} aria-label="Changes">
        <tbody>
          {rows.map((row, index) => (
            // Lines may say the same, and they do not move.
            // oxlint-disable-next-line react/no-array-index-key
            <ChangeRow key={index} row={row} />
          ))}
        </tbody>
      </table>
      {more > 0 && <p className={styles.note}>And {formatCount(more)} more lines, not shown.</p>}
    </>
  );
}

function ChangeRow({ row: { kind, before, after, text, changed } }: { row: DiffRow }) {
  return (
    <tr className={styles[kind]}>
      <td className={styles.line}>{before}</td>
      <td className={styles.line}>{after}</td>
      <td className={styles.sign}>
        {SIGNS[kind]}
        {(kind === "added" || kind === "removed") && <span className={styles.hidden}> {kind}</span>}
      </td>
      <td className={styles.lineText} data-words={changed === null ? undefined : ""}>
        {changed === null ? text : <Words text={text} changed={changed} kind={kind} />}
      </td>
    </tr>
  );
}

/** A line with the words that the other one has not. */
function Words({ text, changed, kind }: { text: string; changed: readonly TextSpan[]; kind: DiffRow["kind"] }) {
  const Mark = kind === "removed" ? "del" : "ins";
  return changed.map(({ from, to }, index) => {
    const end = changed[index + 1]?.from ?? text.length;
    return [
      index === 0 ? text.slice(0, from) : null,
      <Mark key={from}>{text.slice(from, to)}</Mark>,
      text.slice(to, end),
    ];
  });
}
