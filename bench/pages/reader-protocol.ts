/** What the bench page and its bare workers say to each other. */
export type BareKind = "subscriber" | "doorbell" | "history-batch" | "history-single" | "reconnecting";

export interface BarePlan {
  kind: BareKind;
  /** `ws://host:port` */
  url: string;
  stream: string;
  subjects: string;
  /** Done when this many messages were read. */
  expected: number;
  /** Requests under way at a time (history only). */
  underWay: number;
  /** Also build the header map of every message, as a reader that wants sequence, time and subject would with the client's own means. */
  readHeaders: boolean;
}

export type ToBare = { type: "start"; plan: BarePlan };

export type FromBare =
  | { type: "ready" }
  | { type: "done"; result: Omit<ReadResult, "totalMs"> }
  /** Of kind "reconnecting": what the client says of its connection, as it says it. */
  | { type: "status"; state: string; at: number };

export interface ReadResult {
  received: number;
  /** Milliseconds from the first message to the last. */
  elapsedMs: number;
  /** Milliseconds from the start of the worker, connecting included, to the last message. */
  totalMs: number;
  /** Messages that came twice or out of order, or never, as far as this reader can tell. */
  lost: number;
}
