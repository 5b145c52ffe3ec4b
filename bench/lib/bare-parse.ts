import type { StreamMessage } from "#model/chunk.ts";

/** What nobody who reads the same bytes can do without: UTF-8 to text, text to values. */
export function bareParse(messages: readonly StreamMessage[]): void {
  const decoder = new TextDecoder();
  let read = 0;
  for (const { data } of messages) {
    const body: unknown = JSON.parse(decoder.decode(data));
    if (body !== null) read++;
  }
  if (read !== messages.length) throw new Error("a body was not parsed");
}
