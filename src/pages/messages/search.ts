import * as v from "valibot";

/** The router reads `q=42` and `q=true` as a number and a boolean. */
const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
  v.maxLength(300),
);

/** 0 stands for none: the first sequence of a stream is 1. */
const sequence = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** A field that nobody can read falls back by itself and leaves the others alone. */
function field<const TSchema extends v.GenericSchema>(wanted: TSchema, otherwise: v.InferOutput<TSchema>) {
  return v.optional(v.fallback(wanted, otherwise), otherwise);
}

const messagesSchema = v.object({
  /** The subject that is listened to; empty: none. */
  tail: field(text, ""),
  /** Only messages with this text. */
  q: field(text, ""),
});

/** The whole state of the Messages page, as its URL holds it. */
export type MessagesSearch = v.InferOutput<typeof messagesSchema>;

/** What is not written into the URL. */
export const MESSAGES_SEARCH_DEFAULTS: MessagesSearch = v.parse(messagesSchema, {});

/** Reads the URL's parameters, whatever stands there. */
export function parseMessagesSearch(search: Record<string, unknown>): MessagesSearch {
  return v.parse(messagesSchema, search);
}

export const FROM_NAMES = ["newest", "oldest", "seq", "time"] as const;

const streamSchema = v.object({
  from: field(v.picklist(FROM_NAMES), "newest"),
  /** Where `from` is `seq`. */
  seq: field(sequence, 0),
  /** Where `from` is `time`: ISO 8601. */
  at: field(text, ""),
  /** `auto`: back from the newest, forward from all else. */
  direction: field(v.picklist(["auto", "back", "forward"]), "auto"),
  subject: field(text, ""),
  /** Sequence of the message that is opened. */
  open: field(sequence, 0),
});

/** The whole state of the page of one stream's messages, as its URL holds it. */
export type StreamMessagesSearch = v.InferOutput<typeof streamSchema>;

export const STREAM_MESSAGES_SEARCH_DEFAULTS: StreamMessagesSearch = v.parse(streamSchema, {});

export function parseStreamMessagesSearch(search: Record<string, unknown>): StreamMessagesSearch {
  return v.parse(streamSchema, search);
}
