/** The little of the rules that is needed without their words: every page carries it. `rules.test.ts` holds it to the rules. */
import type { RuleId } from "./alarm.ts";

export const RULES_OF_AGENTS: ReadonlySet<RuleId> = new Set([
  "mass-silence",
  "agent-silent",
  "agent-late",
  "agent-flapping",
  "agent-approval",
]);

/** The streams tell since when, also of what stood before this page was opened. */
export const RULES_THAT_TELL_SINCE: ReadonlySet<RuleId> = new Set([
  "mass-silence",
  "agent-silent",
  "agent-late",
  "agent-flapping",
  "oldest-waiting",
]);
