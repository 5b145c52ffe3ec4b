/**
 * What a list can be filtered by, as data: the parser, the completion and the hints under the box read it. A filter is words
 * (`timeout`, `"two words"`) and terms (`owner:alice`, `state:claimed,blocked`, `age>10m`), all of which have to hold; `-` before one means
 * not.
 */
export interface FilterField {
  /** As it is written before `:` or `>`: lower case, no spaces. */
  name: string;
  /** What it is about, for the completion: "who holds it". */
  about: string;
  /**
   * `text`: `:` is "contains", `=` "is exactly"; `choice`: one of `values`; the others are compared with `>`, `<`, `>=`, `<=`, `:` or `=`.
   * Amounts are held in milliseconds (`duration`), bytes (`size`) or as they are (`number`).
   */
  kind: "text" | "choice" | "duration" | "size" | "number";
  /** For `choice`: all that there are. For `text`: some that are worth offering. */
  values?: readonly string[];
}

export type Comparison = ">" | ">=" | "<" | "<=" | "=";

export type Term =
  /** Stands anywhere in what the list searches. */
  | { kind: "words"; not: boolean; text: string }
  /** The field contains (or with `exact`, is) one of the values, without regard to case. */
  | { kind: "is"; not: boolean; field: string; values: readonly string[]; exact: boolean }
  | { kind: "amount"; not: boolean; field: string; comparison: Comparison; amount: number };

/** A piece that could not be read. It is left out, and said under the box. */
export interface FilterError {
  /** Where it stands in the text, in UTF-16 units. */
  from: number;
  to: number;
  sentence: string;
}

export interface Filter {
  terms: readonly Term[];
  errors: readonly FilterError[];
}

/** What an item has in a field; null: nothing. */
export type FieldValue = string | number | null | readonly string[];
