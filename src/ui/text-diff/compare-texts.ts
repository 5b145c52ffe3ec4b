/** The lines that changed between two texts. Kept apart from its parts that are equal at both ends, so that large reports cost little. */
import { diffArrays } from "diff";

export interface DiffPart {
  kind: "same" | "added" | "removed";
  lines: readonly string[];
}

export type Comparison =
  | { state: "compared"; parts: readonly DiffPart[] }
  /** Too different to be compared in good time: all of the middle is told as removed and added. */
  | { state: "too-different"; parts: readonly DiffPart[] };

/** Ends the search for the shortest way between two texts that have little in common. */
const TIMEOUT_MS = 1_000;
const MOST_EDITS = 5_000;

export function compareTexts(before: string, after: string): Comparison {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const head = equalHead(old, now);
  const tail = equalHead(old.slice(head).reverse(), now.slice(head).reverse());
  const middle = {
    old: old.slice(head, old.length - tail),
    now: now.slice(head, now.length - tail),
  };
  const changes = diffArrays(middle.old, middle.now, { timeout: TIMEOUT_MS, maxEditLength: MOST_EDITS });
  const around = (parts: readonly DiffPart[]): DiffPart[] =>
    joined([same(old.slice(0, head)), ...parts, same(old.slice(old.length - tail))]);
  if (changes === undefined) {
    const parts: DiffPart[] = [
      { kind: "removed", lines: middle.old },
      { kind: "added", lines: middle.now },
    ];
    return { state: "too-different", parts: around(parts) };
  }
  return {
    state: "compared",
    parts: around(
      changes.map(({ added, removed, value }) => ({
        kind: added ? "added" : removed ? "removed" : "same",
        lines: value,
      })),
    ),
  };
}

function same(lines: readonly string[]): DiffPart {
  return { kind: "same", lines };
}

function equalHead(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** Neighbours of one kind as one part, empty ones left out. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const found: DiffPart[] = [];
  for (const part of parts) {
    if (part.lines.length === 0) continue;
    const last = found.at(-1);
    if (last?.kind === part.kind) found[found.length - 1] = { kind: part.kind, lines: [...last.lines, ...part.lines] };
    else found.push(part);
  }
  return found;
}

export interface DiffRow {
  kind: DiffPart["kind"] | "skipped";
  /** Line numbers in the two texts; null where the line is not in it. */
  before: number | null;
  after: number | null;
  text: string;
}

/** Lines around a change that are shown with it. */
const CONTEXT = 3;

/** Rows for the screen: what is the same and far from any change becomes one row that says how many lines it stands for. */
export function diffRows(parts: readonly DiffPart[]): DiffRow[] {
  const rows: DiffRow[] = [];
  let [before, after] = [1, 1];
  for (const [index, { kind, lines }] of parts.entries()) {
    const keepHead = kind !== "same" ? lines.length : index === 0 ? 0 : CONTEXT;
    const keepTail = kind !== "same" || index === parts.length - 1 ? 0 : CONTEXT;
    const hidden = kind === "same" ? Math.max(0, lines.length - keepHead - keepTail) : 0;
    // One line's place is no shorter than saying that it is left out.
    const skips = hidden > 1;
    for (const [place, text] of lines.entries()) {
      if (skips && place === keepHead) {
        rows.push({ kind: "skipped", before: null, after: null, text: `${hidden} lines that are the same` });
      }
      const shown = !skips || place < keepHead || place >= keepHead + hidden;
      if (shown) {
        rows.push({ kind, before: kind === "added" ? null : before, after: kind === "removed" ? null : after, text });
      }
      if (kind !== "added") before++;
      if (kind !== "removed") after++;
    }
  }
  return rows;
}
