/** How a body begins, in one line of a list. */
export type BodyPreview =
  | { kind: "text"; text: string; cut: boolean }
  /** No text: its first bytes, as hex. */
  | { kind: "binary"; hex: string; cut: boolean }
  | { kind: "empty" };

const CHARACTERS = 240;
/** Enough for the characters above, whatever they are, and for spaces that fall away. */
const BYTES = 1_024;
const HEX_BYTES = 24;
/** What no text has in it: control characters but tab and line breaks. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F]/u;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** @param data a whole body */
export function bodyPreview(data: Uint8Array): BodyPreview {
  if (data.length === 0) return { kind: "empty" };
  const text = textOf(data.subarray(0, BYTES), data.length > BYTES);
  if (text === null || CONTROL.test(text)) {
    return { kind: "binary", hex: hexOf(data.subarray(0, HEX_BYTES)), cut: data.length > HEX_BYTES };
  }
  const line = text.replaceAll(/\s+/gu, " ").trim();
  const cut = data.length > BYTES || line.length > CHARACTERS;
  return { kind: "text", text: wholeCharacters(line.slice(0, CHARACTERS)), cut };
}

/** Null where it is no UTF-8. A character that the cut went through is left out. */
function textOf(bytes: Uint8Array, isCut: boolean): string | null {
  for (let dropped = 0; dropped <= (isCut ? 3 : 0); dropped += 1) {
    try {
      return decoder.decode(bytes.subarray(0, bytes.length - dropped));
    } catch {
      // One byte less, then.
    }
  }
  return null;
}

/** A pair of surrogates that the cut went through is left out. */
function wholeCharacters(text: string): string {
  return /[\uD800-\uDBFF]$/u.test(text) ? text.slice(0, -1) : text;
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
