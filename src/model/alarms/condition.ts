import type { AlarmLink, AlarmMember, AlarmSeverity } from "./alarm.ts";
import type { ServerMs } from "#util/units.ts";

/** Something that one rule finds at one moment. */
export interface Condition {
  /** Stable; empty for a rule that is about no one in particular. */
  id: string;
  /** `hold`: past the figure that ends it and short of the one that raises it: what is raised stays so. */
  level: "raise" | "hold";
  severity: AlarmSeverity;
  /** By the streams; null: since it was found. */
  since: ServerMs | null;
  /** As an alarm of its own says it. */
  subject: string;
  sentence: string;
  /** Null: the rule's own. */
  remedy: string | null;
  link: AlarmLink;
  /** Of a rule about no one in particular that counts things: how many, and the worst of them. */
  about: { total: number; members: readonly AlarmMember[] } | null;
}

/** What a rule finds; or why it cannot tell. `final`: it will not be able to on this connection, so nothing of it is left standing. */
export type Found =
  | { state: "judged"; conditions: readonly Condition[] }
  | { state: "not-judged"; why: string; final: boolean };

const NOTHING: Found = { state: "judged", conditions: [] };

/** Of a rule that finds one thing or none. */
export function foundOnly(condition: Condition | null): Found {
  return condition === null ? NOTHING : { state: "judged", conditions: [condition] };
}

/** Raised from `threshold` on, held down to its share: in between it neither comes nor goes. Null: neither. */
export function levelAbove(value: number, threshold: number, endsAtShare: number): Condition["level"] | null {
  if (value >= threshold) return "raise";
  return value >= threshold * endsAtShare && endsAtShare < 1 ? "hold" : null;
}
