import type { MessageDirection, MessageRow, SeqRange } from "#model/messages/message-row.ts";

/** One line of the list: a message, or a stretch of sequences that hold none. */
export type ListLine = { kind: "message"; row: MessageRow } | { kind: "gap"; range: SeqRange };

/**
 * The rows with what is missing between them, and before and after them within what was read. With a filter nothing is said of the
 * sequences between: they may hold what does not match.
 */
export function listLines(
  rows: readonly MessageRow[],
  covered: SeqRange | null,
  direction: MessageDirection,
  filtered: boolean,
): ListLine[] {
  if (covered === null || filtered) return rows.map((row) => ({ kind: "message", row }));
  const lines: ListLine[] = [];
  const gap = (from: number, to: number): void => {
    if (from <= to) lines.push({ kind: "gap", range: { from, to } });
  };
  let at = direction === "back" ? covered.to : covered.from;
  for (const row of rows) {
    if (direction === "back") gap(row.seq + 1, at);
    else gap(at, row.seq - 1);
    lines.push({ kind: "message", row });
    at = direction === "back" ? row.seq - 1 : row.seq + 1;
  }
  if (direction === "back") gap(covered.from, at);
  else gap(at, covered.to);
  return lines;
}

export function lineId(line: ListLine): string {
  return line.kind === "message" ? String(line.row.seq) : `gap ${line.range.from}`;
}
