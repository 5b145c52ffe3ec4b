import type { BodyPreview } from "./body-preview.ts";
import type { PastWay } from "../source-state.ts";
import type { ServerMs } from "#util/units.ts";

/** Where reading begins. `time`: at the first message stored at or after it (forward), at the last one before it (back). */
export type MessagePlace = { at: "newest" | "oldest" } | { at: "seq"; seq: number } | { at: "time"; time: ServerMs };

/** `back`: towards older messages. */
export type MessageDirection = "back" | "forward";

/** One stored message as a list shows it: its body stays where it is. */
export interface MessageRow {
  seq: number;
  at: ServerMs;
  subject: string;
  bytes: number;
  headers: number;
  preview: BodyPreview;
}

/** How the stream stood when it was read. */
export interface MessageStand {
  /** As the server wrote it: only compared. */
  created: string;
  messages: number;
  bytes: number;
  /** Of an empty stream one above `lastSeq`. */
  firstSeq: number;
  lastSeq: number;
  deleted: number;
}

export interface SeqRange {
  from: number;
  to: number;
}

/** A part of what was asked for: reading is done in steps that a page can show and end. */
export interface MessageStep<Item = MessageRow> {
  stand: MessageStand;
  way: Exclude<PastWay, "none">;
  /** In the direction of reading. */
  items: readonly Item[];
  /** What is known now: every message in it that matches is among `items`. Null: there was nothing to read. */
  covered: SeqRange | null;
  /** Sequence that the next step begins at; null: there is nothing further that way. */
  next: number | null;
}
