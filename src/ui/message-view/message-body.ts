import type { ExactJson } from "#util/exact-json.ts";
import { parseExactJson } from "#util/exact-json.ts";

/** A message's bytes as a person can read them best. */
export type MessageBody =
  | { kind: "json"; json: ExactJson; text: string }
  | { kind: "text"; text: string }
  | { kind: "binary" }
  | { kind: "empty" };

/** From here on the tree takes longer to read than a person waits. */
const LARGEST_JSON = 1024 * 1024;
/** What no text has in it: control characters but tab and line breaks. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000E-\u001F]/u;

/** @param bytes size of the whole body; more than `data` where it was cut */
export function messageBody(data: Uint8Array, bytes: number): MessageBody {
  if (bytes === 0) return { kind: "empty" };
  const cut = bytes > data.length;
  const text = textOf(data, cut);
  if (text === null || CONTROL.test(text)) return { kind: "binary" };
  if (!cut && data.length <= LARGEST_JSON) {
    const read = parseExactJson(text);
    if (read.ok) return { kind: "json", json: read.value, text };
  }
  return { kind: "text", text };
}

const LONGEST_CHARACTER = 4;

/** Null where it is no UTF-8. The cut may have gone through a character, which is left out then. */
function textOf(data: Uint8Array, cut: boolean): string | null {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let dropped = 0; dropped < (cut ? LONGEST_CHARACTER : 1); dropped += 1) {
    try {
      return decoder.decode(data.subarray(0, data.length - dropped));
    } catch {
      // One byte less, then.
    }
  }
  return null;
}
