import type { Malformed } from "./reason.ts";

/** Deeper nesting than any agent writes; beyond it a recursive reader (ours or a tool's) might overflow. */
const MAX_DEPTH = 200;

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Bytes to JSON. Refuses what is not UTF-8, not JSON, or nested deeper than 200 levels. Keys such as `__proto__` stay own keys. */
export function parseJson(data: Uint8Array): { ok: true; value: unknown } | { ok: false; error: Malformed } {
  let text: string;
  try {
    text = UTF8.decode(data);
  } catch {
    return { ok: false, error: { reason: "not-utf8", detail: `${data.length} bytes that are not UTF-8` } };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : "unreadable";
    return { ok: false, error: { reason: "not-json", detail: why.slice(0, 200) } };
  }
  if (text.length > MAX_DEPTH && isObject(value) && deeperThan(value, MAX_DEPTH)) {
    return { ok: false, error: { reason: "too-deep", detail: `nested deeper than ${MAX_DEPTH} levels` } };
  }
  return { ok: true, value };
}

/** An object in JSON's sense: a list is none. */
export function isJsonObject(value: unknown): value is object {
  return isObject(value) && !Array.isArray(value);
}

export function notAnObject(value: unknown): { ok: false; error: Malformed } {
  const found = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  return { ok: false, error: { reason: "not-an-object", detail: `a JSON object is wanted, ${found} was found` } };
}

/** Goes no deeper than the limit itself, so that the check cannot overflow, and makes nothing: every longer body is looked through. */
function deeperThan(node: object, limit: number): boolean {
  if (limit === 0) return true;
  if (Array.isArray(node)) {
    for (const value of node) if (isObject(value) && deeperThan(value, limit - 1)) return true;
    return false;
  }
  for (const value of Object.values(node)) if (isObject(value) && deeperThan(value, limit - 1)) return true;
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
