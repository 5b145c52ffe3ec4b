/** The difference of two texts as rows for the screen. */
export interface DiffPart {
  kind: "same" | "added" | "removed";
  lines: readonly string[];
}

/** A stretch of a line, in characters. */
export interface TextSpan {
  from: number;
  to: number;
}

export interface DiffRow {
  kind: DiffPart["kind"] | "skipped";
  /** Line numbers in the two texts; null where the line is not in it. */
  before: number | null;
  after: number | null;
  text: string;
  /** What of the line is not in the one that it took the place of, or that took its place; null: there is none to compare it with. */
  changed: readonly TextSpan[] | null;
}

/** Says what of two lines differs; null where they have too little in common. */
export type CompareLines = (before: string, after: string) => { before: TextSpan[]; after: TextSpan[] } | null;

/** Lines around a change that are shown with it. */
const CONTEXT = 3;
/** A line is shown up to here. */
const MOST_LINE = 4_000;
/** Pairs of lines whose words are compared. */
const MOST_PAIRS = 60;

/**
 * What is the same and far from any change becomes one row that says how many lines it stands for. Lines that were taken out and put in
 * at one place are compared with each other, the first with the first.
 */
export function diffRows(parts: readonly DiffPart[], compare: CompareLines): DiffRow[] {
  const rows: DiffRow[] = [];
  let [before, after] = [1, 1];
  let pairs = 0;
  for (const [index, { kind, lines }] of parts.entries()) {
    const keepHead = kind !== "same" ? lines.length : index === 0 ? 0 : CONTEXT;
    const keepTail = kind !== "same" || index === parts.length - 1 ? 0 : CONTEXT;
    const hidden = kind === "same" ? Math.max(0, lines.length - keepHead - keepTail) : 0;
    // One line's place is no shorter than saying that it is left out.
    const skips = hidden > 1;
    const previous = parts[index - 1];
    const firstRemoved = kind === "added" && previous?.kind === "removed" ? rows.length - previous.lines.length : null;
    for (const [place, line] of lines.entries()) {
      if (skips && place === keepHead) {
        rows.push({
          kind: "skipped",
          before: null,
          after: null,
          text: `${hidden} lines that are the same`,
          changed: null,
        });
      }
      const shown = !skips || place < keepHead || place >= keepHead + hidden;
      if (shown) {
        rows.push({
          kind,
          before: kind === "added" ? null : before,
          after: kind === "removed" ? null : after,
          text: line.length > MOST_LINE ? `${line.slice(0, MOST_LINE)}…` : line,
          changed: null,
        });
      }
      if (kind !== "added") before++;
      if (kind !== "removed") after++;
    }
    if (firstRemoved === null || previous === undefined) continue;
    for (let place = 0; place < Math.min(lines.length, previous.lines.length) && pairs < MOST_PAIRS; place++, pairs++) {
      markPair(rows[firstRemoved + place], rows[firstRemoved + previous.lines.length + place], compare);
    }
  }
  return rows;
}

function markPair(removed: DiffRow | undefined, added: DiffRow | undefined, compare: CompareLines): void {
  if (removed === undefined || added === undefined) return;
  const spans = compare(removed.text, added.text);
  if (spans === null) return;
  removed.changed = spans.before;
  added.changed = spans.after;
}
