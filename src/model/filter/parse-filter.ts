import { exampleOf, parseAmount } from "./amounts.ts";
import type { Comparison, Filter, FilterError, FilterField, Term } from "./filter-field.ts";

/** One piece between spaces; a quote holds spaces together. */
export interface Piece {
  from: number;
  to: number;
  not: boolean;
  /** Null: words. */
  field: string | null;
  /** `:` or a comparison; empty for words. */
  operator: string;
  value: string;
  /** The value stands in quotes: then a comma in it parts nothing. */
  quoted: boolean;
}

/** Reads the text of a filter box. Never throws; what cannot be read is an error with its place, and the rest holds. */
export function parseFilter(text: string, fields: readonly FilterField[]): Filter {
  const terms: Term[] = [];
  const errors: FilterError[] = [];
  for (const piece of piecesOf(text)) {
    const read = readPiece(piece, fields);
    if (typeof read === "string") errors.push({ from: piece.from, to: piece.to, sentence: read });
    else if (read !== null) terms.push(read);
  }
  return { terms, errors };
}

const NAME = /[a-z][a-z-]*/iuy;
const OPERATOR = /:|>=|<=|>|<|=/uy;

/** The pieces of a text, in their order. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text[at] ?? "")) {
      at += 1;
      continue;
    }
    const from = at;
    const not = text[at] === "-" && /\S/u.test(text[at + 1] ?? "");
    if (not) at += 1;
    const name = matchAt(NAME, text, at);
    const operator = name === "" ? "" : matchAt(OPERATOR, text, at + name.length);
    const isTerm = operator !== "";
    const value = readValue(text, isTerm ? at + name.length + operator.length : at);
    at = value.end;
    pieces.push({ from, to: at, not, field: isTerm ? name.toLowerCase() : null, operator, ...value.read });
  }
  return pieces;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** To the next space, or from quote to quote; a quote that is not closed goes to the end. */
function readValue(text: string, from: number): { end: number; read: Pick<Piece, "value" | "quoted"> } {
  if (text[from] === '"') {
    const close = text.indexOf('"', from + 1);
    const end = close === -1 ? text.length : close + 1;
    return { end, read: { value: text.slice(from + 1, close === -1 ? text.length : close), quoted: true } };
  }
  let end = from;
  while (end < text.length && !/\s/u.test(text[end] ?? "")) end += 1;
  return { end, read: { value: text.slice(from, end), quoted: false } };
}

/** A term, a sentence about what is wrong, or null where there is nothing yet. */
function readPiece(piece: Piece, fields: readonly FilterField[]): Term | string | null {
  const { not, field: name, operator, value, quoted } = piece;
  if (name === null) return value === "" ? null : { kind: "words", not, text: value };
  const field = fields.find((one) => one.name === name);
  if (field === undefined) return noField(name, fields);
  if (value === "") return `${name} needs a value, such as ${exampleFor(field)}.`;
  switch (field.kind) {
    case "text":
      if (operator !== ":" && operator !== "=") return `${name} is text: write ${name}:${value}.`;
      return { kind: "is", not, field: name, values: valuesOf(value, quoted), exact: operator === "=" };
    case "choice":
      return readChoice(piece, field);
    case "duration":
    case "size":
    case "number": {
      const amount = parseAmount(field.kind, value);
      if (amount === null) return `${value} is no ${field.kind}: write ${exampleFor(field)}.`;
      return { kind: "amount", not, field: name, comparison: comparisonOf(operator), amount };
    }
  }
}

function readChoice({ not, operator, value, quoted }: Piece, field: FilterField): Term | string {
  if (operator !== ":" && operator !== "=") return `${field.name} is one of a few: write ${exampleFor(field)}.`;
  const values = valuesOf(value.toLowerCase(), quoted);
  const odd = values.find((one) => field.values?.includes(one) !== true);
  if (odd !== undefined) return `${field.name} is never ${odd}: it is ${listed(field.values ?? [])}.`;
  return { kind: "is", not, field: field.name, values, exact: true };
}

function noField(name: string, fields: readonly FilterField[]): string {
  const near = fields.find((field) => field.name.startsWith(name) || name.startsWith(field.name));
  const meant =
    near === undefined ? `Fields are ${listed(fields.map((field) => field.name))}` : `Is ${near.name} meant`;
  return `There is no field ${name}. ${meant}${near === undefined ? "." : "?"} In quotes it is searched for as text.`;
}

function exampleFor(field: FilterField): string {
  const { name, kind } = field;
  if (kind === "text" || kind === "choice") return `${name}:${field.values?.[0] ?? "alice"}`;
  return `${name}>${exampleOf(kind)}`;
}

/** `:` before an amount means at least: "age:10m" asks for what is ten minutes old. */
function comparisonOf(operator: string): Comparison {
  switch (operator) {
    case ">":
    case ">=":
    case "<":
    case "<=":
    case "=":
      return operator;
    default:
      return ">=";
  }
}

function valuesOf(value: string, quoted: boolean): readonly string[] {
  if (quoted) return [value];
  const parts = value.split(",").filter((part) => part !== "");
  return parts.length === 0 ? [value] : parts;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
