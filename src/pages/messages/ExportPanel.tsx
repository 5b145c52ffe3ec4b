import { useEffect, useRef, useState } from "react";
import type { ExportProgress } from "./export-range.ts";
import { exportRange } from "./export-range.ts";
import styles from "./Messages.module.css";
import { failureSentence } from "#model/asked/ask-failure.ts";
import type { MessageStand, SeqRange } from "#model/messages/message-row.ts";
import { useAskOnce } from "#store/feed.tsx";
import { Button } from "#ui/button/Button.tsx";
import { TextField } from "#ui/field/TextField.tsx";
import { fileName, saveFile } from "#ui/save-file.ts";
import { formatBytes, formatPlural } from "#util/format.ts";

interface ExportPanelProps {
  stream: string;
  /** Null: every subject. */
  filter: string | null;
  /** What the list has read. */
  shown: SeqRange | null;
  stand: MessageStand | null;
}

type Job =
  | { state: "idle"; said: string | null }
  | { state: "running"; progress: ExportProgress; cancel: AbortController };

const NOTHING: ExportProgress = { messages: 0, bytes: 0, doneRatio: 0 };

/** Saves a range of the stream, whole bodies, one JSON object a line. */
export function ExportPanel({ stream, filter, shown, stand }: ExportPanelProps) {
  const ask = useAskOnce();
  const [typed, setTyped] = useState<{ from: string | null; to: string | null }>({ from: null, to: null });
  const [job, setJob] = useState<Job>({ state: "idle", said: null });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  if (stand === null || stand.messages === 0) return null;
  const usual = shown ?? { from: stand.firstSeq, to: stand.lastSeq };
  const [from, to] = [typed.from ?? String(usual.from), typed.to ?? String(usual.to)];
  const range = rangeOf(from, to);

  async function run(of: SeqRange): Promise<void> {
    const cancel = new AbortController();
    running.current = cancel;
    const show = (progress: ExportProgress): void => setJob({ state: "running", progress, cancel });
    show(NOTHING);
    try {
      const end = await exportRange(
        of,
        (part) => ask({ kind: "message-lines", stream, filter, range: part }),
        cancel.signal,
        show,
      );
      if (end.state === "done") saveFile(`${fileName(stream)}-${of.from}-${of.to}.jsonl`, end.file);
      setJob({
        state: "idle",
        said: wordsOf(end.state, end.progress, end.state === "failed" ? failureSentence(end.failure) : ""),
      });
    } catch (error) {
      setJob({ state: "idle", said: `Nothing was saved: ${error instanceof Error ? error.message : String(error)}.` });
    }
  }

  return (
    <details className={styles.fold}>
      <summary>Export a range</summary>
      <form
        className={styles.export}
        onSubmit={(event) => {
          event.preventDefault();
          if (range !== null && job.state === "idle") void run(range);
        }}
      >
        <TextField
          label="From sequence"
          kind="number"
          value={from}
          error={null}
          onChange={(text) => setTyped((before) => ({ ...before, from: text }))}
        />
        <TextField
          label="To sequence"
          kind="number"
          value={to}
          error={range === null ? "No range of sequences." : null}
          onChange={(text) => setTyped((before) => ({ ...before, to: text }))}
        />
        {job.state === "idle" ? (
          <>
            <Button type="submit">Export JSON lines</Button>
            <Button look="quiet" onClick={() => setTyped({ from: String(stand.firstSeq), to: String(stand.lastSeq) })}>
              Whole stream
            </Button>
          </>
        ) : (
          <>
            <progress className={styles.progress} aria-label="Export" value={job.progress.doneRatio} max={1} />
            <Button onClick={() => job.cancel.abort()}>Cancel</Button>
          </>
        )}
      </form>
      <output className={styles.none}>
        {job.state === "running" ? amountOf(job.progress) : (job.said ?? hintOf(filter))}
      </output>
    </details>
  );
}

function hintOf(filter: string | null): string {
  return `Whole bodies${filter === null ? "" : `, on ${filter} only`}, one JSON object a line; a body that is no text in base64.`;
}

function amountOf({ messages, bytes }: ExportProgress): string {
  return `${formatPlural(messages, "message")}, ${formatBytes(bytes)}`;
}

function wordsOf(state: "done" | "cancelled" | "failed", progress: ExportProgress, why: string): string {
  switch (state) {
    case "done":
      return `Saved ${amountOf(progress)}.`;
    case "cancelled":
      return `Cancelled after ${amountOf(progress)}: nothing was saved.`;
    case "failed":
      return `Nothing was saved. ${why}`;
  }
}

function rangeOf(from: string, to: string): SeqRange | null {
  const [first, last] = [Number(from), Number(to)];
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first < 1 || last < first) return null;
  return { from: first, to: last };
}
