/**
 * The exception strip: whoever is not as it should be is copied here with name and reason, wherever else it stands. It has a fixed number of
 * places, so that nothing else moves; the last one counts the rest.
 */
import type { ExceptionKind, FleetException } from "../fleet-tally.ts";
import { STANDING_LOOKS } from "../standing-look.ts";
import type { ServerMs } from "#util/units.ts";

export type StripLook = "critical" | "warning" | "notice" | "unknown" | "quiet";

export interface StripEntry {
  key: string;
  look: StripLook;
  /** Who or what: an agent's id, a stream, "queue". */
  subject: string;
  word: string;
  since: ServerMs | null;
  /** Somebody acknowledged or silenced it: it is shown, and no longer calls. */
  caredFor: boolean;
}

const LOOKS: readonly StripLook[] = ["critical", "warning", "notice", "unknown", "quiet"];

/** Short enough to be read from far away. */
const WORDS: Readonly<Record<ExceptionKind, string>> = {
  "silent-while-working": "silent at work",
  silent: "silent",
  flapping: "flapping",
  late: "late",
  "needs-approval": "needs a person",
  recovering: "recovering",
};

export function agentEntry({ agent, judgement, kind }: FleetException): StripEntry {
  return {
    key: `agent ${agent.id}`,
    look: STANDING_LOOKS[kind].alarm ?? "quiet",
    subject: agent.id,
    word: WORDS[kind],
    since: kind !== "needs-approval" && "since" in judgement.liveness ? judgement.liveness.since : null,
    caredFor: false,
  };
}

export interface FittedStrip {
  shown: readonly StripEntry[];
  /** Exceptions that found no place, by their look. */
  more: number;
  moreLook: StripLook;
}

/** The most pressing first, within one look as they came; one place is kept for the rest. @param places at least 1 */
export function fitStrip(entries: readonly StripEntry[], places: number): FittedStrip {
  const sorted = entries.toSorted((a, b) => LOOKS.indexOf(a.look) - LOOKS.indexOf(b.look));
  const shown = sorted.slice(0, Math.max(0, places - 1));
  const rest = sorted.slice(shown.length);
  return { shown, more: rest.length, moreLook: rest[0]?.look ?? "quiet" };
}
