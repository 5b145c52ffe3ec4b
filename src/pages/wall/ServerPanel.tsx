import { PanelBox } from "./PanelBox.tsx";
import type { PanelProps } from "./panel-props.ts";
import { WallFigures } from "./WallFigures.tsx";
import type { WallRow } from "./WallRows.tsx";
import { WallRows } from "./WallRows.tsx";
import type { Connection } from "#model/connection.ts";
import { serverLabel } from "#model/server-label.ts";
import type { ServerRow } from "#model/server/server-list.ts";
import { cpuShare, serverName } from "#model/server/server-words.ts";
import type { SourceState } from "#model/source-state.ts";
import { worstSeverity } from "#model/streams/finding.ts";
import { fitFigures, rowHeight } from "#model/wall/fit-figures.ts";
import type { WallFigure } from "#model/wall/fit-figures.ts";
import type { StripLook } from "#model/wall/strip.ts";
import { formatClock, formatCount, formatMilliseconds, formatPercent, formatPlural } from "#util/format.ts";
import { usePolled } from "#store/use-polled.ts";
import type { ObserverMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

const ROWS_LEAST = 3.4;
/** Slow enough that a wall costs the servers nothing. */
const EVERY_MS = 15 * SECOND_MS;

/** The server that this screen sees the fleet through, every server that may be asked, else what is read from this one. */
export function ServerPanel({ wall: { view, now }, room }: PanelProps) {
  const polled = usePolled({ kind: "servers" }, { everyMs: EVERY_MS });
  const servers = polled.state === "known" ? polled.value.servers : [];
  const fitted = fitFigures(serverFigures(view.connection, now), room.width, Math.max(2.4, room.height - ROWS_LEAST));
  return (
    <PanelBox name="Server" aside={asideOf(view.connection)} width={room.width}>
      <WallFigures fitted={fitted} />
      <WallRows
        name={servers.length > 0 ? "Servers" : "What is read"}
        rows={servers.length > 0 ? serversInOrder(servers).map(serverRow) : view.sources.map(rowOf)}
        rest={(count) => `and ${formatCount(count)} more${servers.length > 0 ? ", all well" : ""}`}
        width={room.width}
        height={room.height - rowHeight(fitted.scale) - 0.8}
      />
    </PanelBox>
  );
}

/** Those that need someone first, where not all have room. */
function serversInOrder(servers: readonly ServerRow[]): readonly ServerRow[] {
  return servers.toSorted(
    (a, b) => Number(serverLook(a) === "quiet") - Number(serverLook(b) === "quiet") || (a.key < b.key ? -1 : 1),
  );
}

function serverRow(row: ServerRow): WallRow {
  const { key, facts, silentSince } = row;
  const store = facts.jetstream?.storage ?? null;
  const share = cpuShare(facts);
  const connections = formatPlural(facts.connections.used, "connection");
  return {
    key,
    look: serverLook(row),
    name: serverName(facts),
    ratio: store === null || store.limitBytes === null ? null : store.usedBytes / store.limitBytes,
    words:
      silentSince !== null
        ? ["does not answer"]
        : [...(share === null ? [] : [`${connections}, ${formatPercent(share)} busy`]), connections],
  };
}

/** A notice alone is no reason to look. */
function serverLook({ findings, silentSince }: ServerRow): StripLook {
  if (silentSince !== null) return "critical";
  const severity = worstSeverity(findings);
  return severity === "critical" || severity === "warning" ? severity : "quiet";
}

function serverFigures(connection: Connection, now: ObserverMs): WallFigure[] {
  const since: WallFigure = {
    name: connection.state === "live" ? "connected since" : "not connected since",
    value: formatClock(connection.since, now),
    look: connection.state === "live" || connection.state === "connecting" ? "quiet" : "critical",
  };
  const roundTrip =
    connection.state === "live" && connection.rttMs !== null ? formatMilliseconds(connection.rttMs) : "–";
  return [{ name: "round trip", value: roundTrip, look: "quiet" }, since];
}

function asideOf(connection: Connection): string[] {
  if (!("server" in connection)) return [connection.url, ""];
  const { server } = connection;
  return [`${serverLabel(server)}, version ${server.version}`, serverLabel(server), server.version];
}

function rowOf({ name, phase, behind }: SourceState): WallRow {
  const look: StripLook = phase.state === "failed" ? "unknown" : behind === null ? "quiet" : "warning";
  return {
    key: name,
    look,
    name,
    ratio: phase.state === "reading-past" ? phase.doneRatio : null,
    words: sourceWords(phase, behind),
  };
}

function sourceWords(phase: SourceState["phase"], behind: SourceState["behind"]): string[] {
  if (behind !== null) return [`${formatCount(behind.messages)} behind`, "behind"];
  switch (phase.state) {
    case "opening":
      return ["opening"];
    case "reading-past":
      return [`reading the past, ${formatPercent(phase.doneRatio)}`, formatPercent(phase.doneRatio)];
    case "complete":
      return ["read as it comes", "read"];
    case "failed":
      return [FAILED_WORDS[phase.reason], "not read"];
  }
}

const FAILED_WORDS: Readonly<Record<Extract<SourceState["phase"], { state: "failed" }>["reason"], string>> = {
  forbidden: "not read: forbidden",
  "no-stream": "no stream",
  "no-jetstream": "no JetStream",
  unanswered: "no answer",
};
