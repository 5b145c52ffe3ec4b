import { printAmount } from "./amounts.ts";
import type { FilterField, Term } from "./filter-field.ts";
import { piecesOf } from "./parse-filter.ts";
import { assert } from "#util/assert.ts";

/** The text of terms: `parseFilter` reads the same terms from it. Every field is one of `fields`, no value holds a quote. */
export function printFilter(terms: readonly Term[], fields: readonly FilterField[]): string {
  return terms.map((term) => `${term.not ? "-" : ""}${printTerm(term, fields)}`).join(" ");
}

function printTerm(term: Term, fields: readonly FilterField[]): string {
  switch (term.kind) {
    case "words":
      return isPlainWord(term.text) ? term.text : quoted(term.text);
    case "is": {
      const operator = term.exact && kindOf(term.field, fields) === "text" ? "=" : ":";
      const only = term.values.length === 1 ? term.values[0] : undefined;
      const values = only === undefined || isPlainValue(only) ? term.values.join(",") : quoted(only);
      return `${term.field}${operator}${values}`;
    }
    case "amount": {
      const kind = kindOf(term.field, fields);
      assert(kind !== "text" && kind !== "choice", "an amount is compared in a field of amounts");
      return `${term.field}${term.comparison}${printAmount(kind, term.amount)}`;
    }
  }
}

function kindOf(name: string, fields: readonly FilterField[]): FilterField["kind"] {
  const field = fields.find((one) => one.name === name);
  assert(field !== undefined, "a term is about a field of its list");
  return field.kind;
}

/** Read back, it is one piece that says the same. */
function isPlainWord(text: string): boolean {
  const [piece, ...more] = piecesOf(text);
  return piece !== undefined && more.length === 0 && piece.field === null && !piece.not && piece.value === text;
}

function isPlainValue(value: string): boolean {
  return value !== "" && !/[\s,"]/u.test(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', "")}"`;
}
