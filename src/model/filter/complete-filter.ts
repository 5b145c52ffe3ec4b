import { exampleOf } from "./amounts.ts";
import type { FilterField } from "./filter-field.ts";
import { piecesOf } from "./parse-filter.ts";

export interface Completion {
  /** What the text is with it taken, and where the caret stands then. */
  text: string;
  caret: number;
  /** What is offered: `owner:` or `claimed`. */
  word: string;
  about: string;
}

const MOST = 8;

/** What could come where the caret stands: fields while a word is begun, values behind a field. Empty: nothing is worth offering. */
export function completeFilter(text: string, caret: number, fields: readonly FilterField[]): readonly Completion[] {
  const piece = piecesOf(text).find(({ from, to }) => from <= caret && caret <= to);
  if (piece === undefined) return text.trim() === "" ? [] : offerFields(text, caret, caret, "", "", fields);
  const sign = piece.not ? "-" : "";
  if (piece.field === null) {
    return piece.quoted ? [] : offerFields(text, piece.from, piece.to, sign, piece.value, fields);
  }
  const field = fields.find(({ name }) => name === piece.field);
  if (field === undefined || piece.quoted) return [];
  const lead = `${sign}${field.name}${piece.operator}`;
  const comma = piece.value.lastIndexOf(",") + 1;
  const [before, begun] = [piece.value.slice(0, comma), piece.value.slice(comma).toLowerCase()];
  return valuesFor(field)
    .filter((value) => value.toLowerCase().startsWith(begun) && value.toLowerCase() !== begun)
    .slice(0, MOST)
    .map((value) => ({
      ...replaced(text, piece.from, piece.to, `${lead}${before}${written(value, before === "")} `),
      word: value,
      about: field.about,
    }));
}

function offerFields(
  text: string,
  from: number,
  to: number,
  sign: string,
  begun: string,
  fields: readonly FilterField[],
): readonly Completion[] {
  const start = begun.toLowerCase();
  return fields
    .filter(({ name }) => name.startsWith(start))
    .slice(0, MOST)
    .map(({ name, kind, about }) => {
      const word = `${name}${kind === "text" || kind === "choice" ? ":" : ">"}`;
      return { ...replaced(text, from, to, `${sign}${word}`), word, about };
    });
}

function valuesFor({ kind, values = [] }: FilterField): readonly string[] {
  return kind === "text" || kind === "choice" ? values : [exampleOf(kind)];
}

function written(value: string, alone: boolean): string {
  return alone && /[\s,]/u.test(value) ? `"${value}"` : value;
}

function replaced(text: string, from: number, to: number, by: string): { text: string; caret: number } {
  const rest = text.slice(to);
  const tail = by.endsWith(" ") ? rest.trimStart() : rest;
  return { text: `${text.slice(0, from)}${by}${tail}`, caret: from + by.length };
}
