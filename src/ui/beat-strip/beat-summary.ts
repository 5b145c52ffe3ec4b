import type { BeatMark, TimeWindow } from "./beat-marks.ts";
import { countMarks } from "./beat-marks.ts";
import { formatDuration, formatPlural } from "#util/format.ts";

/** A strip in words, for those who do not see it: "30 beats in 15 min, 2 missed, last 12 s ago". @param lastBeatAt the newest of all: no age where the window ends before it */
export function beatSummary(marks: readonly BeatMark[], window: TimeWindow, lastBeatAt: number): string {
  const { beats, late, missed } = countMarks(marks);
  const notHeld = marks.find((mark) => mark.kind === "not-held");
  const open = marks.at(-1);
  return [
    `${formatPlural(beats, "beat")} in ${formatDuration(window.to - window.from)}`,
    late > 0 ? `${late} late` : null,
    missed > 0 ? `${missed} missed` : null,
    notHeld === undefined ? null : `nothing held of the first ${formatDuration(notHeld.to - notHeld.from)}`,
    open?.kind === "open-end" && open.state === "signed-off" ? "then signed off" : null,
    lastBeatAt > window.to ? null : `last ${formatDuration(window.to - lastBeatAt)} ago`,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
