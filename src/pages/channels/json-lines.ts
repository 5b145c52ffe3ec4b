import { wholeBody } from "#model/messages/message-line.ts";
import type { EventFacts } from "#model/view.ts";
import { fileName } from "#ui/save-file.ts";

/**
 * One message as a line of JSON without its line break: where it stands, when it was stored, who says what, and its whole body as it is
 * stored (`data`, or `dataBase64` where that is no text). Its `text` is the beginning of a long one; `cut` where that is all there is.
 * @param body null: it cannot be had
 */
export function channelLine(event: EventFacts, body: Uint8Array | null): string {
  const { stream, seq, at, subject, channel, agent, text, cut } = event;
  return JSON.stringify({
    stream,
    seq,
    at: new Date(at).toISOString(),
    subject,
    channel,
    agent,
    text,
    cut: cut && body === null,
    ...(body === null ? {} : wholeBody(body)),
  });
}

/** `errors-2026-11-24T12-03-11.jsonl`, of the moment of the newest message. */
export function exportName(channel: string, events: readonly EventFacts[]): string {
  const moment =
    events[0] === undefined ? "" : `-${new Date(events[0].at).toISOString().slice(0, 19).replaceAll(":", "-")}`;
  return `${fileName(channel)}${moment}.jsonl`;
}
