/** Words, ids and numbers: one pass, whatever the text. */
const TOKEN = /[\p{L}\p{Nd}_-]+/gu;
const DIGITS = /\p{Nd}+/gu;
const HAS_DIGIT = /\p{Nd}/u;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;
const HEX = /^[\da-f]{8,}$/iu;
/** Made by a generator of ids: long, letters and digits mixed, nothing between them. */
const MIXED = /^(?=(?:\P{Nd}*\p{Nd}){2})(?=.*\p{L})[\p{L}\p{Nd}_]{10,}$/u;
/** What numbers are written with: 0.5, 1,000, 12:03:11, 10.0.0.1:4222. */
const JOINED = /#(?:[.,:]#)+/gu;

/** A text with its numbers and ids made `#`: texts that say the same of different things have the same pattern. */
export function textPattern(text: string): string {
  return text.replaceAll(TOKEN, withoutNumbers).replaceAll(JOINED, "#");
}

function withoutNumbers(token: string): string {
  if (!HAS_DIGIT.test(token)) return token;
  if (UUID.test(token) || HEX.test(token) || MIXED.test(token)) return "#";
  return token.replaceAll(DIGITS, "#");
}
