import { agentsPath } from "../../paths.ts";
import type { AgentsSearch } from "./search.ts";
import { FILTER_WORDS } from "./StateFilter.tsx";
import { useBlindBecause } from "./use-blind-because.ts";
import { useSettings, useView } from "#store/feed.tsx";
import { heartbeatSubject } from "#contract/subjects.ts";
import { EmptyFleet } from "#ui/empty-fleet/EmptyFleet.tsx";
import { unreachable } from "#util/assert.ts";
import type { Connection } from "#model/connection.ts";

/** Nobody in the list because nobody is known: why, and what would change that. */
export function NoAgents() {
  const connection = useView((view) => view.connection);
  const complete = useView((view) => view.history.complete);
  const sources = useView((view) => view.sources);
  const prefixes = useSettings().inForce?.prefixes;
  // The sentence says why: to send a beat would not mend it.
  if (useBlindBecause() !== null) return null;
  return (
    <EmptyFleet
      why={whyEmpty(connection, complete)}
      subjects={sources.flatMap(({ subjects }) => subjects)}
      server={connection.state === "live" || connection.state === "stale" ? connection.server.url : null}
      beatSubject={heartbeatSubject("my-first-agent", prefixes)}
    />
  );
}

/** The list is narrowed to a state while nobody is judged. */
export function StateUnknown({ state }: { state: AgentsSearch["state"] }) {
  const word = state === "all" ? state : FILTER_WORDS[state];
  return (
    <p>
      {`Who is in the state “${word}” is not known while nobody is judged. `}
      <a href={agentsPath()}>All agents as they were last seen</a>
    </p>
  );
}

function whyEmpty(connection: Connection, complete: boolean): string {
  switch (connection.state) {
    case "connecting":
      return "Not connected yet.";
    case "live":
      return complete
        ? `Connected to ${connection.server.name}; no beat was ever stored there or heard since.`
        : `Connected to ${connection.server.name}; the past is still being read.`;
    case "stale":
    case "lost":
      return "The connection was lost before any agent was seen.";
    case "refused":
      return "The server does not let this page in.";
    default:
      return unreachable(connection);
  }
}
