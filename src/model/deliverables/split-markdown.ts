/**
 * Cuts a long markdown text into pieces that can each be rendered by itself, so that only what is on the screen has to be. A cut falls at a
 * heading or a blank line where it can; a table or fenced code too long for one piece goes on in the next with its head or fence again.
 */
export interface TextPiece {
  /** Offsets into the text. */
  from: number;
  to: number;
  /** What has to stand before and after it so that it means what it meant in the whole. */
  before: string;
  after: string;
}

export interface OutlineEntry {
  /** 1..6 */
  level: number;
  text: string;
  /** Index of the piece that begins with it or holds it. */
  piece: number;
}

export interface SplitText {
  pieces: TextPiece[];
  outline: OutlineEntry[];
  /** Link and footnote definitions by their label: a piece may use one that stands elsewhere. */
  definitions: Record<string, string>;
}

/** A piece is closed at the next good place once it is this long. */
const GOOD_LENGTH = 2_500;
/** And wherever it is at this length. */
const MOST_LENGTH = 6_000;
const MOST_OUTLINE = 2_000;
const MOST_DEFINITIONS = 2_000;
const MOST_LABEL = 200;

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/u;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/u;
const UNDERLINE = /^ {0,3}(=+|-{2,})[ \t]*$/u;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/u;
const DEFINITION = /^ {0,3}\[([^\]]+)\]:[ \t]*\S/u;
const CONTINUES = /^(?: {2,}|\t)/u;
/** Longer lines are no headings, rules or fences. */
const LONGEST_MARK = 1_000;

export function splitMarkdown(text: string): SplitText {
  const splitter = new Splitter(text);
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    const next = end < 0 ? text.length : end + 1;
    splitter.line(at, next);
    at = next;
  }
  return splitter.finish();
}

class Splitter {
  readonly #text: string;
  readonly #pieces: TextPiece[] = [];
  readonly #outline: OutlineEntry[] = [];
  readonly #definitions = new Map<string, string>();
  #from = 0;
  #before = "";
  /** The fence that is open, and the line that opened it. */
  #fence: { mark: string; opening: string } | null = null;
  /** Head and rule of the table that is going on. */
  #table: string | null = null;
  #previous = "";
  #previousBlank = true;

  constructor(text: string) {
    this.#text = text;
  }

  line(from: number, to: number): void {
    const whole = to - from <= LONGEST_MARK;
    const line = this.#text.slice(from, whole ? to : from + LONGEST_MARK).replace(/\r?\n$/u, "");
    if (this.#fence !== null) this.#inFence(line, from, whole);
    else this.#outside(line, from, whole);
    this.#keepShort(to);
    this.#previousBlank = line.trim() === "";
    this.#previous = whole ? line : "";
  }

  finish(): SplitText {
    this.#cut(this.#text.length);
    return {
      pieces: this.#pieces,
      outline: this.#outline,
      definitions: Object.fromEntries(this.#definitions),
    };
  }

  #inFence(line: string, from: number, whole: boolean): void {
    const fence = this.#fence;
    if (fence === null) return;
    if (from - this.#from >= MOST_LENGTH) this.#cut(from);
    const closing = whole ? /^ {0,3}(`{3,}|~{3,})[ \t]*$/u.exec(line)?.[1] : undefined;
    if (closing !== undefined && closing[0] === fence.mark[0] && closing.length >= fence.mark.length) {
      this.#fence = null;
    }
  }

  #outside(line: string, from: number, whole: boolean): void {
    const blank = line.trim() === "";
    if (blank) this.#table = null;
    const heading = whole ? HEADING.exec(line) : null;
    if (heading !== null) {
      this.#table = null;
      this.#cut(from);
      this.#note(heading[1]?.length ?? 1, heading[2] ?? "");
      return;
    }
    const goesOn = blank || CONTINUES.test(line);
    if (this.#previousBlank && !goesOn && from - this.#from >= GOOD_LENGTH) this.#cut(from);
    else if (from - this.#from >= MOST_LENGTH) this.#cut(from);
    if (!whole) return;
    this.#noteSpecial(line);
  }

  #noteSpecial(line: string): void {
    const fence = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      this.#fence = { mark: fence, opening: line };
      this.#table = null;
      return;
    }
    if (this.#previousBlank || this.#previous === "") {
      this.#noteDefinition(line);
      return;
    }
    if (line.includes("-") && this.#previous.includes("|") && this.#table === null && TABLE_RULE.test(line)) {
      this.#table = `${this.#previous}\n${line}\n`;
      return;
    }
    const underline = UNDERLINE.exec(line)?.[1];
    if (underline !== undefined && this.#table === null && !/^ {0,3}(?:[-*+>|]|\d+[.)])/u.test(this.#previous)) {
      this.#note(underline.startsWith("=") ? 1 : 2, this.#previous.trim());
      return;
    }
    this.#noteDefinition(line);
  }

  #noteDefinition(line: string): void {
    const label = DEFINITION.exec(line)?.[1];
    if (label === undefined || label.length > MOST_LABEL || this.#definitions.size >= MOST_DEFINITIONS) return;
    const key = label.toLowerCase();
    if (!this.#definitions.has(key)) this.#definitions.set(key, line);
  }

  #note(level: number, text: string): void {
    if (this.#outline.length >= MOST_OUTLINE) return;
    this.#outline.push({ level, text: plainHeading(text), piece: this.#pieces.length });
  }

  /** A line may be as long as the text. */
  #keepShort(to: number): void {
    while (to - this.#from > 2 * MOST_LENGTH) this.#cut(this.#goodPlace(this.#from + MOST_LENGTH));
  }

  /** At a space near by; never between the halves of one character. */
  #goodPlace(at: number): number {
    const space = this.#text.lastIndexOf(" ", at);
    if (space > at - GOOD_LENGTH && space > this.#from) return space + 1;
    const code = this.#text.charCodeAt(at);
    return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
  }

  #cut(at: number): void {
    if (at <= this.#from) return;
    const fence = this.#fence;
    const ends = this.#text.charCodeAt(at - 1) === 10;
    const after = fence === null ? "" : `${ends ? "" : "\n"}${fence.mark}\n`;
    this.#pieces.push({ from: this.#from, to: at, before: this.#before, after });
    this.#before = fence === null ? (this.#table ?? "") : `${fence.opening}\n`;
    this.#from = at;
  }
}

/** A heading's words without the marks around them. */
function plainHeading(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, "$1")
    .replace(/[`*_~]/gu, "")
    .trim()
    .slice(0, 200);
}

/** The whole of a piece, as it is rendered: with what its cut took from it, and the definitions it uses that stand elsewhere. */
export function pieceText(text: string, piece: TextPiece, definitions: Readonly<Record<string, string>>): string {
  const own = `${piece.before}${text.slice(piece.from, piece.to)}${piece.after}`;
  const used = new Set<string>();
  for (const [, label = ""] of own.matchAll(/\[([^[\]]{1,200})\]/gu)) {
    const key = label.toLowerCase();
    if (Object.hasOwn(definitions, key)) used.add(key);
  }
  if (used.size === 0) return own;
  const missing = [...used].map((key) => definitions[key] ?? "").filter((line) => !own.includes(line));
  return missing.length === 0 ? own : `${own}\n\n${missing.join("\n")}\n`;
}
