/** What is looked for by typing a part of its name. */
export interface Rankable {
  text: string;
}

/** No match, or how good a one: the lower the better. */
function distance(text: string, needle: string): number | null {
  const at = text.indexOf(needle);
  if (at === 0) return text.length === needle.length ? 0 : 1;
  if (at > 0) return isWordStart(text, at) ? 2 : 3;
  // The letters in their order, as close together as the first ones found are.
  let from = -1;
  let first = 0;
  for (let index = 0; index < needle.length; index += 1) {
    const found = text.indexOf(needle[index] ?? "", from + 1);
    if (found === -1) return null;
    if (index === 0) first = found;
    from = found;
  }
  return 4 + (from - first - needle.length) / 1_000;
}

function isWordStart(text: string, at: number): boolean {
  return !/[\p{L}\p{Nd}]/u.test(text[at - 1] ?? " ");
}

/**
 * Those whose text has the needle (or its letters in their order), the best first: whole, at the beginning, at the beginning of a word,
 * anywhere, scattered. Equal ones stay in their order. An empty needle matches all.
 */
export function rankMatches<T extends Rankable>(items: readonly T[], needle: string, limit: number): T[] {
  const wanted = needle.trim().toLowerCase();
  if (wanted === "") return items.slice(0, limit);
  const found: { item: T; rank: number }[] = [];
  for (const item of items) {
    const rank = distance(item.text.toLowerCase(), wanted);
    if (rank !== null) found.push({ item, rank });
  }
  return found
    .sort((left, right) => left.rank - right.rank)
    .slice(0, limit)
    .map(({ item }) => item);
}
