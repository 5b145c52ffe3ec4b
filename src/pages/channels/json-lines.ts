import type { EventFacts } from "#model/view.ts";

/** One message as a line of JSON: where it stands, when it was stored, who says what. Its text is `cut` at 2,000 characters. */
export function jsonLine({ stream, seq, at, subject, channel, agent, text, cut }: EventFacts): string {
  return JSON.stringify({ stream, seq, at: new Date(at).toISOString(), subject, channel, agent, text, cut });
}

/** One message a line, each line ended. */
export function jsonLines(events: readonly EventFacts[]): string {
  return events.map((event) => `${jsonLine(event)}\n`).join("");
}

/** `errors-2026-11-24T12-03-11.jsonl`, of the moment of the newest message; characters that a file system may refuse are left out. */
export function exportName(channel: string, events: readonly EventFacts[]): string {
  const moment =
    events[0] === undefined ? "" : `-${new Date(events[0].at).toISOString().slice(0, 19).replaceAll(":", "-")}`;
  return `${channel.replaceAll(/[^\p{L}\p{Nd}._-]+/gu, "_").slice(0, 80)}${moment}.jsonl`;
}
