import type { ExactJson } from "#util/exact-json.ts";
import { parseExactJson } from "#util/exact-json.ts";

/** What of a task stays in the stream and is read when it is looked at. */
export interface TaskBody {
  description: string | null;
  /** Null: none is said. */
  result: ExactJson | null;
  error: ExactJson | null;
}

/** Null: the bytes are not a whole JSON object. */
export function readTaskBody(data: Uint8Array, bytes: number): TaskBody | null {
  if (bytes > data.length) return null;
  const read = parseExactJson(new TextDecoder().decode(data));
  if (!read.ok || read.value.kind !== "object") return null;
  // As every reader of JSON does: of members of one name the last one counts.
  const said = new Map(read.value.members.map(({ name, value }) => [name, value]));
  const description = said.get("description");
  return {
    description: description?.kind === "string" && description.value !== "" ? description.value : null,
    result: unlessNothing(said.get("result")),
    error: unlessNothing(said.get("error")),
  };
}

function unlessNothing(value: ExactJson | undefined): ExactJson | null {
  return value === undefined || (value.kind === "word" && value.value === "null") ? null : value;
}
