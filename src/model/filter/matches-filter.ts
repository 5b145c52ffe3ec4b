import type { Comparison, FieldValue, Term } from "./filter-field.ts";

/**
 * Whether an item is what all terms ask for.
 * @param read what it has in a field @param texts where words are looked for
 */
export function matchesFilter(
  terms: readonly Term[],
  read: (field: string) => FieldValue,
  texts: readonly (string | null)[],
): boolean {
  return terms.every((term) => holds(term, read, texts) !== term.not);
}

function holds(term: Term, read: (field: string) => FieldValue, texts: readonly (string | null)[]): boolean {
  switch (term.kind) {
    case "words": {
      const needle = term.text.toLowerCase();
      return texts.some((text) => text !== null && text.toLowerCase().includes(needle));
    }
    case "is": {
      const value = read(term.field);
      const there = typeof value === "string" ? [value] : typeof value === "number" || value === null ? [] : value;
      return there.some((text) => term.values.some((wanted) => says(text, wanted, term.exact)));
    }
    case "amount": {
      const value = read(term.field);
      return typeof value === "number" && compares(value, term.comparison, term.amount);
    }
  }
}

function says(text: string, wanted: string, exact: boolean): boolean {
  const [there, asked] = [text.toLowerCase(), wanted.toLowerCase()];
  return exact ? there === asked : there.includes(asked);
}

function compares(value: number, comparison: Comparison, amount: number): boolean {
  switch (comparison) {
    case ">":
      return value > amount;
    case ">=":
      return value >= amount;
    case "<":
      return value < amount;
    case "<=":
      return value <= amount;
    case "=":
      return value === amount;
  }
}
