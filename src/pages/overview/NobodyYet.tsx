import { everythingBelow, heartbeatSubject } from "#contract/subjects.ts";
import type { Connection } from "#model/connection.ts";
import { serverLabel } from "#model/server-label.ts";
import { useSettings } from "#store/feed.tsx";
import { EmptyFleet } from "#ui/empty-fleet/EmptyFleet.tsx";

/** No agent is known: nothing yet while we only connect, an honest empty page once we listen. */
export function NobodyYet({ connection, complete }: { connection: Connection; complete: boolean }) {
  const { inForce } = useSettings();
  if (connection.state !== "live" || inForce === null) return null;
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
