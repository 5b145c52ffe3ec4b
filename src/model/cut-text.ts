/**
 * The first `max` characters as a string of its own. A plain `slice` would keep the whole original in memory behind it, which is how a
 * list that is bounded by count grows without bound in bytes. A pair of surrogates is never cut in half.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = isHighSurrogate(text.charCodeAt(max - 1)) ? max - 1 : max;
  return Array.from({ length: Math.ceil(end / CHUNK) }, (_, index) =>
    String.fromCharCode(...codesOf(text, index * CHUNK, Math.min(end, (index + 1) * CHUNK))),
  ).join("");
}

const CHUNK = 1000;

function codesOf(text: string, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => text.charCodeAt(from + index));
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd8_00 && code <= 0xdb_ff;
}
