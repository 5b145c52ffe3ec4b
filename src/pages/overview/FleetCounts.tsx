import type { FleetTally } from "#model/fleet-tally.ts";
import { agentsPath } from "../../paths.ts";
import { CountLinks } from "#ui/count-link/CountLinks.tsx";

/** How many agents stand how. @param judged false while nobody is judged: then these numbers are not known, which is not zero */
export function FleetCounts({ tally, judged }: { tally: FleetTally; judged: boolean }) {
  const { liveness } = tally;
  const known = (count: number) => (judged ? count : null);
  return (
    <CountLinks
      name="Agents by state"
      counts={[
        { text: "on time", count: known(liveness["on-time"]), href: agentsPath("on-time") },
        { text: "late", count: known(liveness.late), href: agentsPath("late"), alarm: "warning" },
        { text: "silent", count: known(liveness.silent), href: agentsPath("silent"), alarm: "critical" },
        { text: "needs approval", count: tally.needsApproval, href: agentsPath("needs-approval"), alarm: "notice" },
        { text: "flapping", count: known(tally.flapping), href: agentsPath("flapping"), alarm: "warning" },
        { text: "recovering", count: known(tally.recovering), href: agentsPath("recovering") },
        { text: "signed off", count: known(liveness["signed-off"]), href: agentsPath("signed-off") },
        { text: "gone", count: known(liveness.gone), href: agentsPath("gone") },
        ...(judged
          ? []
          : [{ text: "unknown", count: tally.total, href: agentsPath("unknown"), alarm: "unknown" as const }]),
      ]}
    />
  );
}
