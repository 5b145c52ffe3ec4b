/** A message's text as a list shows it. */
export type ReadableText = { kind: "words"; text: string } | { kind: "json"; text: string };

const LIST_CHARACTERS = 700;

/** JSON is laid out in lines; anything else is as it was written. Cut: a row shows its beginning. */
export function readableText(text: string): ReadableText {
  const laidOut = jsonLines(text.trim());
  return laidOut === null ? { kind: "words", text: cut(text.trim()) } : { kind: "json", text: cut(laidOut) };
}

function jsonLines(text: string): string | null {
  if (!/^[[{]/u.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

function cut(text: string): string {
  return text.length <= LIST_CHARACTERS ? text : `${text.slice(0, LIST_CHARACTERS)}…`;
}
