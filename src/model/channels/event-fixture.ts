import { NOON, STREAM } from "../fixtures.ts";
import type { EventFacts } from "../view.ts";
import { SECOND_MS } from "#util/units.ts";

/** A message on a channel, a second after noon for each of its sequence: for tests. */
export function eventFixture(seq: number, over: Partial<EventFacts> = {}): EventFacts {
  const channel = over.channel ?? "errors";
  return {
    stream: STREAM,
    seq,
    at: NOON + seq * SECOND_MS,
    subject: `mjwork.${channel}`,
    channel,
    agent: "kim",
    text: "timeout after 30 s",
    cut: false,
    ...over,
  };
}
