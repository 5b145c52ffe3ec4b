import { parseExactJson } from "#util/exact-json.ts";
import { fileName } from "#ui/save-file.ts";

interface BodyFile {
  name: string;
  type: string;
  /** Null: it is no UTF-8. */
  text: string | null;
}

/** What a body is as a file. */
export function bodyFile(stream: string, seq: number, data: Uint8Array): BodyFile {
  const base = `${fileName(stream)}-${seq}`;
  const text = textOf(data);
  if (text === null) return { name: `${base}.bin`, type: "application/octet-stream", text };
  return parseExactJson(text).ok
    ? { name: `${base}.json`, type: "application/json", text }
    : { name: `${base}.txt`, type: "text/plain", text };
}

function textOf(data: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return null;
  }
}
