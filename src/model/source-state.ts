import type { ServerMs } from "#util/units.ts";

/** How the past of a stream is read, by what the stream and the login allow. */
export type PastWay = "direct-batch" | "direct-single" | "msg-get" | "none";

/** How new messages are learned of. `sweep`: by asking only, since the subscription was refused. */
export type LiveWay = "doorbell" | "sweep" | "plain" | "none";

/**
 * How far back the messages about tasks are read. `whole`: all that the stream holds. `cut`: older ones are left out for a bound of ours.
 * `not-kept`: what was said before we listened is nowhere. `none`: it captures no such subject.
 */
export type TasksPast = "none" | "reading" | "whole" | "cut" | "not-kept";

/** One stream's feed as the page shows it. */
export interface SourceState {
  /** What it stands for: the stream's name, or the subjects when no stream holds them. */
  name: string;
  stream: string | null;
  subjects: readonly string[];
  /** It holds reports and nothing else: how far back they were read says nothing of the fleet's past. */
  reportsAlone?: true;
  past: PastWay;
  live: LiveWay;
  phase:
    | { state: "opening" }
    /** `doneRatio` 0..1 of the sequences wanted. */
    | { state: "reading-past"; doneRatio: number }
    | { state: "complete" }
    | { state: "failed"; reason: "forbidden" | "no-stream" | "no-jetstream" | "unanswered"; detail: string };
  /** Whole from this stream time on (null: nothing yet). */
  completeSince: ServerMs | null;
  tasksPast: TasksPast;
  /** Every agent that the stream still knows was told by its last beat, or it captures no beats. */
  agentsKnown: boolean;
  /** Set while the reader cannot keep up with what the stream already holds. */
  behind: { messages: number; ms: number } | null;
  /** A sentence and the command that mends it, such as "slow: this stream has no direct get"; null when nothing is worth saying. */
  advice: { sentence: string; remedy: string | null } | null;
  /** The stream was deleted and made again, or lost its tail, this often while we watched. */
  restarts: number;
  firstSeq: number | null;
  lastSeq: number | null;
}
