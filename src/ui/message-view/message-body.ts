import type { ExactJson } from "#util/exact-json.ts";
import { parseExactJson } from "#util/exact-json.ts";
import { formatBytes } from "#util/format.ts";

/** A message's bytes as a person can read them. `note`: what is not shown, or why it is no tree; null when there is nothing to say. */
export type MessageBody =
  | { kind: "json"; json: ExactJson; note: null }
  | { kind: "text"; text: string; note: string | null }
  | { kind: "empty" };

/** Longer text than this is no reading, and slows the page that shows it. */
const LONGEST_TEXT = 64 * 1024;
/** From here on the tree takes longer to read than a person waits. */
const LARGEST_JSON = 1024 * 1024;

/** @param bytes size of the whole body; more than `data` where it was cut */
export function messageBody(data: Uint8Array, bytes: number): MessageBody {
  if (bytes === 0) return { kind: "empty" };
  const text = new TextDecoder().decode(data);
  const cut = bytes > data.length;
  if (!cut && data.length <= LARGEST_JSON) {
    const read = parseExactJson(text);
    if (read.ok) return { kind: "json", json: read.value, note: null };
  }
  const shown = text.slice(0, LONGEST_TEXT);
  if (!cut && shown.length === text.length) return { kind: "text", text, note: null };
  return {
    kind: "text",
    text: shown,
    note: `The first ${formatBytes(new TextEncoder().encode(shown).length)} of ${formatBytes(bytes)}.`,
  };
}
