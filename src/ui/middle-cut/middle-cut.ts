/** A shorter name fits every column that holds names. */
const CUT_FROM = 20;
/** Names of one fleet begin alike and differ at the end: this much of it always stays. */
const TAIL = 8;

/**
 * Where a long name may be cut, never within a character.
 * @returns null: it is short enough to stand as it is
 */
export function middleCut(text: string): { head: string; tail: string } | null {
  const characters = Array.from(new Intl.Segmenter("en").segment(text), ({ segment }) => segment);
  if (characters.length < CUT_FROM) return null;
  return { head: characters.slice(0, -TAIL).join(""), tail: characters.slice(-TAIL).join("") };
}
