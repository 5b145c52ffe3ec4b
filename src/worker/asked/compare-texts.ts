/** The lines that changed between two texts, and the words within them. Only here is `diff` known. */
import { diffArrays, diffWordsWithSpace } from "diff";
import type { DiffPart, TextSpan } from "#model/deliverables/diff-rows.ts";

export interface Comparison {
  /** `too-different`: they could not be compared in good time; all of the middle is told as removed and added. */
  state: "compared" | "too-different";
  parts: readonly DiffPart[];
}

/** Ends the search for the shortest way between two texts that have little in common. */
const TIMEOUT_MS = 400;
const MOST_EDITS = 5_000;

/** Parts that are equal at both ends are kept out of the search, so that large reports cost little. */
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

/** Below this share of equal letters, marking words would mark nearly all of them. */
const ENOUGH_ALIKE = 0.4;
const WORDS_TIMEOUT_MS = 10;

/** What of a line is not in the other one; null where they have too little in common. */
export function compareLines(before: string, after: string): { before: TextSpan[]; after: TextSpan[] } | null {
  const changes = diffWordsWithSpace(before, after, { timeout: WORDS_TIMEOUT_MS });
  if (changes === undefined) return null;
  const spans = { before: [] as TextSpan[], after: [] as TextSpan[] };
  const at = { before: 0, after: 0 };
  let alike = 0;
  for (const { added, removed, value } of changes) {
    if (removed) spans.before.push({ from: at.before, to: at.before + value.length });
    if (added) spans.after.push({ from: at.after, to: at.after + value.length });
    if (!added && !removed) alike += value.length;
    if (!added) at.before += value.length;
    if (!removed) at.after += value.length;
  }
  return alike < ENOUGH_ALIKE * Math.max(before.length, after.length) ? null : spans;
}
