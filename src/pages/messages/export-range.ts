/** Reads a range part by part into a file; the parts are the browser's own from the moment they are in a blob. */
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { SeqRange } from "#model/messages/message-row.ts";

export interface ExportedPart {
  lines: Uint8Array<ArrayBuffer>;
  count: number;
  next: number | null;
}

export interface ExportProgress {
  messages: number;
  bytes: number;
  /** 0..1 of the sequences of the range. */
  doneRatio: number;
}

export type ExportEnd =
  | { state: "done"; file: Blob; progress: ExportProgress }
  | { state: "cancelled"; progress: ExportProgress }
  | { state: "failed"; failure: AskFailure; progress: ExportProgress };

/** @param signal ends it: what was read until then is thrown away */
export async function exportRange(
  range: SeqRange,
  ask: (range: SeqRange) => Promise<ExportedPart | AskFailure>,
  signal: AbortSignal,
  tell: (progress: ExportProgress) => void,
): Promise<ExportEnd> {
  let file = new Blob([], { type: "application/jsonl" });
  let progress: ExportProgress = { messages: 0, bytes: 0, doneRatio: 0 };
  for (let from: number | null = range.from; from !== null;) {
    const part: ExportedPart | AskFailure = await ask({ from, to: range.to });
    if (signal.aborted) return { state: "cancelled", progress };
    if (isFailure(part)) return { state: "failed", failure: part, progress };
    file = new Blob([file, part.lines], { type: file.type });
    const doneRatio = part.next === null ? 1 : (part.next - range.from) / (range.to - range.from + 1);
    progress = { messages: progress.messages + part.count, bytes: file.size, doneRatio };
    tell(progress);
    from = part.next;
  }
  return { state: "done", file, progress };
}
