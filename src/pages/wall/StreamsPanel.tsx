import { PanelBox, PanelNote } from "./PanelBox.tsx";
import type { PanelProps } from "./panel-props.ts";
import type { WallRow } from "./WallRows.tsx";
import { WallRows } from "./WallRows.tsx";
import { failureSentence } from "#model/asked/ask-failure.ts";
import { fullest } from "#model/streams/fill.ts";
import { worstSeverity } from "#model/streams/finding.ts";
import type { StreamList, StreamRow } from "#model/streams/stream-list.ts";
import type { StripLook } from "#model/wall/strip.ts";
import type { Polled } from "#store/use-polled.ts";
import { usePolled } from "#store/use-polled.ts";
import { formatBytes, formatCount, formatDuration, formatPercent, formatPlural } from "#util/format.ts";
import { SECOND_MS } from "#util/units.ts";

/** Slow enough that a wall costs the server nothing. */
const EVERY_MS = 15 * SECOND_MS;

/** How full every stream is; where not all have room, those that need someone first. */
export function StreamsPanel({ wall, room }: PanelProps) {
  const polled = usePolled({ kind: "streams" }, { everyMs: EVERY_MS });
  return (
    <PanelBox name="Streams" aside={asideOf(polled, wall.now)} width={room.width}>
      {polled.state === "known" && polled.value.rows.length > 0 ? (
        <WallRows
          name="Streams"
          rows={rowsOf(polled.value)}
          rest={(count) => `and ${formatCount(count)} more, all well`}
          {...room}
        />
      ) : (
        <PanelNote words={noteOf(polled, wall.view.connection.state === "live")} {...room} />
      )}
    </PanelBox>
  );
}

function rowsOf({ rows }: StreamList): WallRow[] {
  return rows
    .map((row) => ({ row, look: lookOf(row) }))
    .toSorted(
      (a, b) =>
        Number(a.look === "quiet") - Number(b.look === "quiet") || (a.row.facts.name < b.row.facts.name ? -1 : 1),
    )
    .map(({ row, look }) => ({
      key: row.facts.name,
      look,
      name: row.facts.name,
      ratio: fullest(row.fill)?.ratio ?? null,
      words: wordsOf(row),
    }));
}

/** A notice alone is no reason to look. */
function lookOf({ findings }: StreamRow): StripLook {
  const severity = worstSeverity(findings);
  return severity === "critical" || severity === "warning" ? severity : "quiet";
}

function wordsOf({ facts, fill, outlook }: StreamRow): string[] {
  const full = fullest(fill);
  const bytes = formatBytes(facts.state.bytes);
  if (full === null) return [`${bytes}, no limit`, bytes];
  const share = formatPercent(full.ratio);
  if (outlook.state === "filling") return [`${share}, full in ${formatDuration(outlook.inMs)}`, share];
  return outlook.state === "full" ? [`${share}, full`, share] : [`${share} of its limit`, share];
}

function asideOf(polled: Polled<StreamList>, now: number): string[] {
  if (polled.state !== "known") return [];
  const { rows, total } = polled.value;
  const troubled = rows.filter((row) => lookOf(row) !== "quiet").length;
  const age = polled.old === null ? "" : `, ${formatDuration(now - polled.answeredAt)} old`;
  const words =
    troubled === 0
      ? `${formatPlural(total, "stream")}, all well`
      : `${formatCount(troubled)} of ${formatPlural(total, "stream")} in trouble`;
  return [`${words}${age}`, words, formatPlural(total, "stream")];
}

function noteOf(polled: Polled<StreamList>, live: boolean): string[] {
  switch (polled.state) {
    case "loading":
      return live
        ? ["Asking for the account's streams"]
        : ["No stream is known: there is no connection", "No connection"];
    case "failed":
      return [failureSentence(polled.failure), "The streams are not known"];
    case "known":
      return ["This account has no stream", "No stream"];
  }
}
