import { everythingBelow, heartbeatSubject } from "#contract/subjects.ts";
import type { FleetView } from "#model/view.ts";
import { useSettings } from "#store/feed.tsx";
import { EmptyFleet } from "#ui/empty-fleet/EmptyFleet.tsx";

/** No agent is known: nothing yet while we only connect, an honest empty page once we listen. */
export function NobodyYet({ view }: { view: FleetView }) {
  const { inForce } = useSettings();
  if (view.connection.state !== "live" || inForce === null) return null;
  const { server } = view.connection;
  const { coordination, deliverables } = inForce.prefixes;
  return (
    <EmptyFleet
      why={`Connected to ${server.name}. ${view.history.complete ? "Nothing in the streams tells of an agent." : "The streams are still being read."}`}
      subjects={[everythingBelow(coordination), everythingBelow(deliverables)]}
      server={server.url}
      beatSubject={heartbeatSubject("my-agent", inForce.prefixes)}
    />
  );
}
