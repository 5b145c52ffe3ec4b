import type { StreamMessage } from "./chunk.ts";
import { cutText } from "./cut-text.ts";
import type { EventFacts } from "./view.ts";
import type { Decoded } from "#contract/decode.ts";
import { unreachable } from "#util/assert.ts";

export const MAX_EVENT_TEXT = 2000;
const MAX_NAME = 200;

/** A message that is no heartbeat as one line of a list. @param channel the name that it is counted under */
export function toEvent(
  stream: string,
  channel: string,
  message: StreamMessage,
  decoded: Exclude<Decoded, { family: "heartbeat" } | { family: "task" } | { family: "foreign" }>,
): EventFacts {
  const { agent, text } = describe(decoded);
  return {
    stream,
    seq: message.seq,
    at: message.at,
    subject: cutText(message.subject, MAX_NAME),
    channel,
    agent: agent === null ? null : cutText(agent, MAX_NAME),
    text: cutText(text, MAX_EVENT_TEXT),
    cut: text.length > MAX_EVENT_TEXT,
  };
}

/** The channel that a message is counted under. */
export function channelOf(decoded: Decoded): string {
  switch (decoded.family) {
    case "heartbeat":
      return "heartbeat";
    case "task":
      return "tasks";
    case "deliverable":
      return "deliverables";
    case "message":
      return decoded.message.channel;
    case "foreign":
      return "foreign";
    default:
      return unreachable(decoded);
  }
}

function describe(decoded: Exclude<Decoded, { family: "heartbeat" } | { family: "task" } | { family: "foreign" }>): {
  agent: string | null;
  text: string;
} {
  switch (decoded.family) {
    case "message":
      return { agent: decoded.message.agent, text: decoded.message.text };
    case "deliverable": {
      const { agent, type, feature, markdown } = decoded.deliverable;
      const heading = markdown === null ? null : firstLine(markdown);
      return { agent, text: `${type} of ${feature}${heading === null ? "" : `: ${heading}`}` };
    }
    default:
      return unreachable(decoded);
  }
}

/** The first line of a report that says something, without its heading marks. */
function firstLine(markdown: string): string | null {
  const line = /\S[^\n]*/.exec(markdown.slice(0, MAX_EVENT_TEXT));
  return line === null ? null : line[0].replace(/^#+\s*/, "").trim();
}

/** Bytes that an event holds in memory, roughly: two a character and the object itself. */
export function sizeOfEvent(event: EventFacts): number {
  return 200 + 2 * (event.text.length + event.subject.length + (event.agent?.length ?? 0));
}
