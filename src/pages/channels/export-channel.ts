/** Writes messages with their whole bodies, which the worker does not hold: they are read from their streams, a few at a time. */
import { channelLine } from "./json-lines.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { EventFacts } from "#model/view.ts";

export interface ChannelExport {
  file: Blob;
  /** Lines whose body could not be had: their text may be cut. */
  withoutBody: number;
}

type Bodies = { bodies: readonly (Uint8Array | null)[] } | AskFailure;

const AT_A_TIME = 200;

/**
 * @param ask whole bodies of one stream's messages, in the order asked for
 * @param tell how many lines are written @returns null: cancelled
 */
export async function exportChannel(
  events: readonly EventFacts[],
  ask: (stream: string, seqs: readonly number[]) => Promise<Bodies>,
  signal: AbortSignal,
  tell: (written: number) => void,
): Promise<ChannelExport | null> {
  let file = new Blob([], { type: "application/jsonl" });
  let withoutBody = 0;
  for (let from = 0; from < events.length; from += AT_A_TIME) {
    const part = events.slice(from, from + AT_A_TIME);
    const bodies = await bodiesOf(part, ask);
    if (signal.aborted) return null;
    const lines = part.map((event, index) => `${channelLine(event, bodies[index] ?? null)}\n`);
    withoutBody += bodies.filter((body) => body === null).length;
    file = new Blob([file, ...lines], { type: file.type });
    tell(from + part.length);
  }
  return { file, withoutBody };
}

/** What no stream holds (heard as it passed), and what cannot be read, has none. */
async function bodiesOf(
  events: readonly EventFacts[],
  ask: (stream: string, seqs: readonly number[]) => Promise<Bodies>,
): Promise<(Uint8Array | null)[]> {
  const bodies: (Uint8Array | null)[] = events.map(() => null);
  for (const stream of new Set(events.map((event) => event.stream))) {
    const places = events.flatMap((event, index) => (event.stream === stream ? [{ index, seq: event.seq }] : []));
    const answer = await ask(
      stream,
      places.map(({ seq }) => seq),
    );
    if (isFailure(answer)) continue;
    for (const [order, { index }] of places.entries()) bodies[index] = answer.bodies[order] ?? null;
  }
  return bodies;
}
