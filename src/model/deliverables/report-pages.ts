/** A report's body of any shape, read once and cut into pieces: what the page needs to show it bit by bit. */
import type { SplitText, TextPiece } from "./split-markdown.ts";
import { splitMarkdown } from "./split-markdown.ts";
import { decode } from "#contract/decode.ts";
import type { Deliverable } from "#contract/deliverable.ts";
import type { Prefixes } from "#contract/subjects.ts";

export interface ReportPages extends SplitText {
  /** `json`: it has no markdown, and is shown as it is written. `text`: as it is stored. */
  kind: "markdown" | "json" | "text";
  /** Null where the body could not be read as a report. */
  shape: Deliverable["shape"] | null;
  text: string;
  /** What the report says of itself: names and values as text. */
  metadata: readonly { name: string; value: string }[];
}

/** Never fails: what cannot be decoded is shown as the text that it is. */
export function reportPages(subject: string, data: Uint8Array, prefixes: Prefixes): ReportPages {
  const decoded = decode(subject, data, {}, prefixes);
  if (!decoded.ok || decoded.value.family !== "deliverable") return rawPages(data);
  const { shape, markdown, json, metadata } = decoded.value.deliverable;
  const said = metadataLines(metadata);
  if (markdown !== null) return { kind: "markdown", shape, text: markdown, metadata: said, ...splitMarkdown(markdown) };
  const text = JSON.stringify(json, null, 2) ?? "";
  return { kind: "json", shape, text, metadata: said, ...linePieces(text) };
}

/** The body as it is stored. */
export function rawPages(data: Uint8Array): ReportPages {
  const text = new TextDecoder().decode(data);
  return { kind: "text", shape: null, text, metadata: [], ...linePieces(text) };
}

const PIECE_LENGTH = 8_000;

/** Plain text in pieces of whole lines; a longer line is cut where it is. */
export function linePieces(text: string): SplitText {
  const pieces: TextPiece[] = [];
  for (let from = 0; from < text.length;) {
    const end = from + PIECE_LENGTH >= text.length ? text.length : text.lastIndexOf("\n", from + PIECE_LENGTH) + 1;
    const to = end > from ? end : wholeCharacter(text, from + PIECE_LENGTH);
    pieces.push({ from, to, before: "", after: "" });
    from = to;
  }
  return { pieces, outline: [], definitions: {} };
}

function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

const MOST_NAMES = 200;
const MOST_VALUE = 2_000;

function metadataLines(metadata: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(metadata)
    .slice(0, MOST_NAMES)
    .map(([name, value]) => ({ name: name.slice(0, MOST_NAMES), value: textOf(value).slice(0, MOST_VALUE) }));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
