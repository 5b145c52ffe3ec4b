import type { Result } from "./result.ts";
import { fail, ok } from "./result.ts";

/**
 * JSON as it was written: numbers keep their digits (a browser's own reading rounds whole numbers beyond 2^53), members keep their order
 * and their repetitions, and each part knows how long it is.
 */
export type ExactJson =
  | { kind: "object"; members: readonly { name: string; value: ExactJson }[]; length: number }
  | { kind: "array"; items: readonly ExactJson[]; length: number }
  | { kind: "string"; value: string; length: number }
  /** `digits`: as written. */
  | { kind: "number"; digits: string; length: number }
  | { kind: "word"; value: "true" | "false" | "null"; length: number };

/** Deeper than any result that a person wrote, and far from where a recursion would end the page. */
const DEEPEST = 500;

const SPACE = /[ \t\n\r]*/y;
// JSON allows no bare control character in a text.
// oxlint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** `length` counts characters of the text as written. The error says where it stops being JSON. */
export function parseExactJson(text: string): Result<ExactJson> {
  const reader = new Reader(text);
  try {
    const value = reader.value(0);
    reader.skipSpace();
    return reader.at === text.length ? ok(value) : fail(`no JSON from character ${reader.at} on`);
  } catch (error) {
    if (error instanceof NotJson) return fail(error.message);
    throw error;
  }
}

class NotJson extends Error {}

class Reader {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): ExactJson {
    if (depth > DEEPEST) throw new NotJson(`nested deeper than ${DEEPEST} levels`);
    this.skipSpace();
    const from = this.at;
    const first = this.#text[this.at];
    if (first === "{") {
      const members = this.#list("}", () => this.#member(depth + 1));
      return { kind: "object", members, length: this.at - from };
    }
    if (first === "[") {
      const items = this.#list("]", () => this.value(depth + 1));
      return { kind: "array", items, length: this.at - from };
    }
    if (first === '"') return { kind: "string", value: this.#string(), length: this.at - from };
    const word = this.#match(WORD);
    if (word === "true" || word === "false" || word === "null")
      return { kind: "word", value: word, length: word.length };
    const digits = this.#match(NUMBER);
    if (digits !== null) return { kind: "number", digits, length: digits.length };
    throw this.#notJson();
  }

  skipSpace(): void {
    this.#match(SPACE);
  }

  #member(depth: number): { name: string; value: ExactJson } {
    this.skipSpace();
    const name = this.#string();
    this.skipSpace();
    this.#expect(":");
    return { name, value: this.value(depth) };
  }

  #list<T>(end: string, one: () => T): T[] {
    const found: T[] = [];
    this.at += 1;
    this.skipSpace();
    if (this.#text[this.at] === end) {
      this.at += 1;
      return found;
    }
    for (;;) {
      found.push(one());
      this.skipSpace();
      if (this.#text[this.at] !== ",") break;
      this.at += 1;
    }
    this.#expect(end);
    return found;
  }

  #string(): string {
    const written = this.#match(STRING);
    if (written === null) throw this.#notJson();
    return written.includes("\\") ? String(JSON.parse(written)) : written.slice(1, -1);
  }

  #expect(mark: string): void {
    if (this.#text[this.at] !== mark) throw this.#notJson();
    this.at += 1;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  #notJson(): NotJson {
    return new NotJson(`no JSON from character ${this.at} on`);
  }
}
