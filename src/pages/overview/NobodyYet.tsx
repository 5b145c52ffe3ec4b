import { everythingBelow, heartbeatSubject } from "#contract/subjects.ts";
import type { Connection } from "#model/connection.ts";
import { serverLabel } from "#model/server-label.ts";
import { useSettings } from "#store/feed.tsx";
import { EmptyFleet } from "#ui/empty-fleet/EmptyFleet.tsx";

interface NobodyYetProps {
  connection: Connection;
  complete: boolean;
  /** Why nobody could be seen, were there anybody (`blindBecause`). */
  blind: string | null;
}

/** No agent is known: nothing yet while we only connect, an honest empty page once we listen. */
export function NobodyYet({ connection, complete, blind }: NobodyYetProps) {
  const { inForce } = useSettings();
  // The sentence says why, the list below what would mend it: to send a beat would not.
  if (connection.state !== "live" || blind !== null || inForce === null) return null;
  const { server } = connection;
  const { coordination, deliverables } = inForce.prefixes;
  const past = complete ? "Nothing in the streams tells of an agent." : "The streams are still being read.";
  return (
    <EmptyFleet
      why={`Connected to ${serverLabel(server)}. ${past}`}
      subjects={[everythingBelow(coordination), everythingBelow(deliverables)]}
      server={server.url}
      beatSubject={heartbeatSubject("my-agent", inForce.prefixes)}
    />
  );
}
