/**
 * How wide a text is before it is painted. A wall has nobody who would scroll or hover: what does not fit has to be said in fewer words,
 * and that is decided without asking the browser. Widths are those of the fonts of tokens.css, rounded up (a browser test measures them).
 */

/** Every letter that the mono font has. */
export const MONO_EM = 0.602;

/** Of the font for words, in its strong weight, in hundredths of its size. */
const WIDTHS: readonly (readonly [letters: string, hundredths: number])[] = [
  [" \u00a0", 20],
  ["ijlI.,:;·'", 29],
  ["ft-()!", 37],
  ["r/", 38],
  ["sz?", 45],
  ['cL"–', 51],
  ["aegkvxJFYXSTVZE", 55],
  ["0123456789+", 52],
  ["bdhnopquyACRPBK", 60],
  ["DGHNOQU", 68],
  ["wM", 75],
  ["mW%", 85],
];
const UNKNOWN = 100;

const WIDTH_OF: ReadonlyMap<string, number> = new Map(
  WIDTHS.flatMap(([letters, hundredths]) => Array.from(letters).map((letter) => [letter, hundredths] as const)),
);

/** Width in its font's size; at least what the browser will take. */
export function wordsWidth(text: string): number {
  let hundredths = 0;
  for (const letter of text) hundredths += WIDTH_OF.get(letter) ?? UNKNOWN;
  return hundredths / 100;
}

export function monoWidth(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + monoLetter(letter), 0);
}

/** What the font does not have comes from another one, as wide as it likes. */
function monoLetter(letter: string): number {
  return (letter.codePointAt(0) ?? 0) < 0x250 || letter === "…" ? MONO_EM : 2 * MONO_EM;
}

/** How many lines a text takes when it is broken between words, as a browser does; more than fit where one word is too long. */
export function linesOf(text: string, width: number): number {
  // Sums of hundredths are off by less than this.
  const room = width + 1e-6;
  let lines = 1;
  let used = 0;
  for (const word of text.split(" ")) {
    const wide = wordsWidth(word);
    if (wide > room) return Number.POSITIVE_INFINITY;
    if (used > 0 && used + wordsWidth(" ") + wide > room) {
      lines += 1;
      used = wide;
    } else {
      used += (used > 0 ? wordsWidth(" ") : 0) + wide;
    }
  }
  return lines;
}

/** The first of these texts that fits; the last one, cut, where none does. @param variants the fullest first */
export function firstThatFits(variants: readonly string[], width: number, lines = 1): string {
  const fitting = variants.find((text) => linesOf(text, width) <= lines);
  return fitting ?? cutEnd(variants.at(-1) ?? "", width * lines * 0.9);
}

/** As much of the text's beginning as there is room for. */
function cutEnd(text: string, width: number): string {
  const letters = Array.from(text);
  while (letters.length > 0 && wordsWidth(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** A name in the mono font with as much of its beginning and end as there is room for: names differ at both. */
export function cutMiddle(name: string, width: number): string {
  if (monoWidth(name) <= width) return name;
  const letters = Array.from(name);
  let kept = letters.length - 1;
  for (; kept > 0; kept -= 1) {
    const cut = `${letters.slice(0, Math.ceil(kept / 2)).join("")}…${lastOf(letters, Math.floor(kept / 2))}`;
    if (monoWidth(cut) <= width) return cut;
  }
  return "…";
}

function lastOf(letters: readonly string[], count: number): string {
  return letters.slice(letters.length - count).join("");
}
