/**
 * A fingerprint of the wire: the structure of its schemas, walked. Renaming a constant or reformatting a file changes nothing;
 * another field, type, default or limit does. What a `transform` does cannot be seen, only that there is one.
 */
export function schemaHash(schemas: Readonly<Record<string, unknown>>): string {
  return fnv64(JSON.stringify(outline(schemas)));
}

/** Plain data of a schema: functions are left out, keys sorted. */
function outline(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(outline);
  if (typeof node === "function" || typeof node === "symbol") return undefined;
  if (typeof node === "bigint") return String(node);
  if (typeof node !== "object" || node === null) return node;
  const own: [string, unknown][] = Object.entries(node);
  const told = own.filter(([key]) => !key.startsWith("~")).map(([key, value]) => [key, outline(value)] as const);
  return Object.fromEntries(told.filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** FNV-1a over the text's UTF-16 units: no secret is kept, a change only has to be seen. */
function fnv64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
