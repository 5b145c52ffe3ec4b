/** What the page asks about messages, and the answers. All of it is read by get requests or heard: no consumer is made. */
import type { StoredMessageAnswer } from "../protocol.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { MessageDirection, MessagePlace, MessageStep, SeqRange } from "#model/messages/message-row.ts";
import type { TailCounts, TailMessage, TailRow } from "#model/messages/tail-ring.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";

export interface TailWish {
  /** Chosen by the page, another one for each tail that it opens. */
  key: number;
  subject: string;
  /** Only messages with this text in their subject or body, in any case of letters; empty: all. */
  text: string;
}

export type MessagesRequest =
  /** One step of reading a stream. `want`: messages at most. `filter`: subjects; null: all. */
  | {
      kind: "message-step";
      stream: string;
      filter: string | null;
      direction: MessageDirection;
      place: MessagePlace;
      want: number;
    }
  /** One step of an export: whole messages of the range, ascending, as lines of JSON. */
  | { kind: "message-lines"; stream: string; filter: string | null; range: SeqRange }
  /** One message with its whole body, whatever its size. */
  | { kind: "whole-message"; stream: string; seq: number }
  /** Whole bodies of messages of one stream. */
  | { kind: "whole-bodies"; stream: string; seqs: readonly number[] }
  /** When messages were stored, at about so many places between the first and the last. */
  | { kind: "message-times"; stream: string; points: number }
  /**
   * Listens, and answers once there is something after `after` (at most every 100 ms), or after a while without: asking again is the
   * page's word that it has shown the last answer. At most `most` rows, the newest.
   */
  | { kind: "tail"; wish: TailWish; after: number; most: number }
  /** All that is held at this moment, and is kept for reading until it is released; listening goes on. */
  | { kind: "tail-hold"; key: number }
  | { kind: "tail-release"; key: number }
  | { kind: "tail-message"; key: number; n: number }
  | { kind: "tail-close"; key: number };

export interface MessagesAnswers {
  "message-step": MessageStep | AskFailure;
  "message-lines": MessageLines | AskFailure;
  "whole-message": StoredMessageAnswer;
  "whole-bodies": WholeBodies | AskFailure;
  "message-times": MessageTimes | AskFailure;
  tail: TailNews;
  "tail-hold": { rows: readonly TailRow[] };
  "tail-release": null;
  /** Null: neither held nor kept any more. */
  "tail-message": TailMessage | null;
  "tail-close": null;
}

export interface MessageLines {
  /** UTF-8. */
  lines: Uint8Array<ArrayBuffer>;
  count: number;
  /** Where the next step begins; null: the range is done. */
  next: number | null;
}

export interface WholeBodies {
  /** In the order asked for; null: the stream no longer holds it. */
  bodies: readonly (Uint8Array<ArrayBuffer> | null)[];
}

export interface MessageTimes {
  /** Ascending; the last one is the newest message. */
  points: readonly { seq: number; at: ServerMs }[];
}

export interface TailNews extends TailCounts {
  state:
    | "opening"
    | "listening"
    /** The login may not subscribe to it. */
    | "forbidden"
    | "not-connected"
    /** No subject that could be listened to. */
    | "no-subject";
  /** Listening since; null: never yet. */
  since: ObserverMs | null;
  /** Times that the connection was away meanwhile: what was published then is in no count. */
  interruptions: number;
  /** When this was so. */
  toldAt: ObserverMs;
  /** Heard, over the last seconds. */
  perSecond: number;
  /** Of the newest message heard. */
  lastAt: ObserverMs | null;
  /** Newest first, all of them after the number asked for. */
  rows: readonly TailRow[];
  /** There are more after that number than `rows`, between the oldest of `rows` and it. */
  skipped: boolean;
}

const KINDS: Readonly<Record<MessagesRequest["kind"], true>> = {
  "message-step": true,
  "message-lines": true,
  "whole-message": true,
  "whole-bodies": true,
  "message-times": true,
  tail: true,
  "tail-hold": true,
  "tail-release": true,
  "tail-message": true,
  "tail-close": true,
};

export function isAboutMessages(request: { kind: string }): request is MessagesRequest {
  return Object.hasOwn(KINDS, request.kind);
}
