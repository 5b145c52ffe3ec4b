/** Why a message could not be read. Stable kebab-case codes: they are counted and shown on the page. */
export type MalformedReason =
  | "not-json"
  | "not-utf8"
  | "not-an-object"
  | "too-deep"
  | "wrong-type"
  | "missing-task-id"
  | "missing-status"
  | "empty-token";

export interface Malformed {
  reason: MalformedReason;
  /** One sentence for a person: which field, what was found. */
  detail: string;
}
