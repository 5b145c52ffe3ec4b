import { PanelBox, PanelNote } from "./PanelBox.tsx";
import type { PanelProps } from "./panel-props.ts";
import type { WallRow } from "./WallRows.tsx";
import { WallRows } from "./WallRows.tsx";
import type { Alarm, AlarmsView } from "#model/alarms/alarm.ts";
import { alarmEntry } from "#model/wall/alarm-entries.ts";
import { formatClock, formatCount } from "#util/format.ts";

/** Every alarm, the worst first, with what it means and since when. */
export function AlarmsPanel({ wall: { view, seen, now }, room }: PanelProps) {
  const { alarms } = view.alarms;
  return (
    <PanelBox name="Alarms" aside={asideOf(view.alarms)} width={room.width}>
      {alarms.length === 0 ? (
        <PanelNote words={noteOf(view.alarms)} {...room} />
      ) : (
        <WallRows
          name="Alarms"
          rows={alarms.map((alarm) => rowOf(alarm, seen ?? now))}
          rest={(count) => `and ${formatCount(count)} more`}
          {...room}
        />
      )}
    </PanelBox>
  );
}

function rowOf(alarm: Alarm, now: number): WallRow {
  const { look, subject, word, since } = alarmEntry(alarm);
  const clock = since === null ? "" : ` since ${formatClock(since, now)}`;
  const care = alarm.care.state === "none" ? "" : `, ${alarm.care.state}`;
  return {
    key: alarm.key,
    look,
    name: subject,
    ratio: null,
    words: [`${word}${clock}${care}`, `${word}${clock}`, word],
  };
}

function asideOf({ counts, alarms }: AlarmsView): string[] {
  const said = (["critical", "warning", "notice"] as const).filter((severity) => counts[severity] > 0);
  const acknowledged = alarms.filter(({ care }) => care.state === "acknowledged").length;
  const words = said.map((severity) => `${formatCount(counts[severity])} ${severity}`).join(", ");
  return acknowledged === 0 ? [words] : [`${words}, ${formatCount(acknowledged)} acknowledged`, words];
}

function noteOf({ judgedAt, rules }: AlarmsView): string[] {
  if (judgedAt === null) return ["Nothing is judged yet", "Not judged yet"];
  const unjudged = Object.values(rules).filter(({ state }) => state === "not-judged").length;
  if (unjudged === 0) return ["No alarm"];
  return [
    `No alarm. ${formatCount(unjudged)} of ${formatCount(Object.keys(rules).length)} rules cannot be judged here.`,
    "No alarm",
  ];
}
