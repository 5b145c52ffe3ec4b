import type { PlainHeaders } from "#contract/decode.ts";
import type { ServerMs } from "#util/units.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

interface WholeMessage {
  seq: number;
  at: ServerMs;
  subject: string;
  headers: PlainHeaders;
  data: Uint8Array;
}

/**
 * One stored message as a line of JSON, its line break included. Its body is whole: as text in `data`, or, where it is no UTF-8, in
 * `dataBase64`.
 */
export function messageLine(stream: string, { seq, at, subject, headers, data }: WholeMessage): string {
  const place = { stream, seq, at: new Date(at).toISOString(), subject };
  const said = Object.keys(headers).length === 0 ? {} : { headers };
  return `${JSON.stringify({ ...place, ...said, bytes: data.length, ...wholeBody(data) })}\n`;
}

/** A body so that it can be read back byte by byte. */
export function wholeBody(data: Uint8Array): { data: string } | { dataBase64: string } {
  try {
    return { data: decoder.decode(data) };
  } catch {
    return { dataBase64: base64Of(data) };
  }
}

const PART = 8_190;

function base64Of(data: Uint8Array): string {
  const parts: string[] = [];
  // Whole groups of three bytes, so that the parts can be put together.
  for (let at = 0; at < data.length; at += PART) parts.push(btoa(String.fromCharCode(...data.subarray(at, at + PART))));
  return parts.join("");
}
