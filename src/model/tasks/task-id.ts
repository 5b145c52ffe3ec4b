import { cutText } from "../cut-text.ts";
import { hashOf } from "./tombstones.ts";

/** Longer ids are kept in a short form. */
const MAX_ID = 1000;
const KEPT = 970;
const SEEDS = [0x811c9dc5, 0x9e3779b9, 0x27d4eb2f];

/**
 * The id that a task is held under: as written up to 1,000 characters; beyond that its first 970 and a hash of 96 bits of the whole, so
 * that ids which differ only far behind stay apart. A page that asks by id asks by this form, for that is what it was told.
 */
export function heldId(id: string): string {
  if (id.length <= MAX_ID) return id;
  return `${cutText(id, KEPT)}…${SEEDS.map((seed) => hashOf(id, seed).toString(16).padStart(8, "0")).join("")}`;
}
