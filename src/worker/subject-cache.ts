/**
 * Subjects as strings, made once each: a fleet of thousands of agents writes the same few thousand subjects for ever,
 * and decoding them anew is a good part of what reading a message costs. Bounded; a full cache starts again.
 */
const MOST = 16_384;

interface Entry {
  bytes: Uint8Array;
  text: string;
}

const decoder = new TextDecoder();
let entries = new Map<number, Entry>();

export function subjectOf(bytes: Uint8Array, start: number, end: number): string {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  // Within 30 bits a key is a small integer; beyond them each look-up would make a number object first.
  hash &= 0x3fffffff;
  const entry = entries.get(hash);
  if (entry !== undefined && isSame(entry.bytes, bytes, start, end)) return entry.text;
  const own = bytes.slice(start, end);
  const text = decoder.decode(own);
  if (entries.size >= MOST) entries = new Map();
  entries.set(hash, { bytes: own, text });
  return text;
}

function isSame(held: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (held.length !== end - start) return false;
  for (let i = 0; i < held.length; i += 1) if (held[i] !== bytes[start + i]) return false;
  return true;
}
