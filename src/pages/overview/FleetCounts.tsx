import type { FleetTally } from "#model/fleet-tally.ts";
import { agentsPath } from "../../paths.ts";
import { CountLinks } from "#ui/count-link/CountLinks.tsx";

interface FleetCountsProps {
  tally: FleetTally;
  /** False while nobody is judged: then these numbers are not known, which is not zero. */
  judged: boolean;
  /** The wanted past is all read: before that nobody can be said not to flap or to recover. */
  complete: boolean;
}

/** How many agents stand how. */
export function FleetCounts({ tally, judged, complete }: FleetCountsProps) {
  const { liveness } = tally;
  const known = (count: number) => (judged ? count : null);
  const knownFromPast = (count: number) => (count === 0 && !complete ? null : known(count));
  return (
    <CountLinks
      name="Agents by state"
      counts={[
        { text: "on time", count: known(liveness["on-time"]), href: agentsPath("on-time") },
        { text: "late", count: known(liveness.late), href: agentsPath("late"), alarm: "warning" },
        { text: "silent", count: known(liveness.silent), href: agentsPath("silent"), alarm: "critical" },
        {
          text: "needs approval",
          count: known(tally.needsApproval),
          href: agentsPath("needs-approval"),
          alarm: "notice",
        },
        { text: "flapping", count: knownFromPast(tally.flapping), href: agentsPath("flapping"), alarm: "warning" },
        { text: "recovering", count: knownFromPast(tally.recovering), href: agentsPath("recovering") },
        { text: "signed off", count: known(liveness["signed-off"]), href: agentsPath("signed-off") },
        { text: "gone", count: known(liveness.gone), href: agentsPath("gone") },
        ...(judged
          ? []
          : [{ text: "unknown", count: tally.total, href: agentsPath("unknown"), alarm: "unknown" as const }]),
      ]}
    />
  );
}
