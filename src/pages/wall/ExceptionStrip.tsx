import styles from "./ExceptionStrip.module.css";
import type { WallView } from "./use-wall-view.ts";
import { WallMark } from "./WallMark.tsx";
import type { WallLayout } from "#model/wall/geometry.ts";
import type { StripEntry } from "#model/wall/strip.ts";
import { fitStrip } from "#model/wall/strip.ts";
import { cutMiddle, firstThatFits, wordsWidth } from "#model/wall/text-width.ts";
import { formatClock, formatCount } from "#util/format.ts";
import { SECOND_MS } from "#util/units.ts";
import { memo } from "react";

interface ExceptionStripProps {
  entries: readonly StripEntry[];
  wall: WallView;
  layout: WallLayout;
}

/** Mark and gaps of a place. */
const EXTRA = 2.2;
const LEAST_NAME = 4.9;

/** Whoever is not as it should be, copied here by name: the only place where a person has to look for one. */
export function ExceptionStrip({ entries, wall: { tally, now, seen }, layout }: ExceptionStripProps) {
  const places = layout.stripColumns * layout.stripRows;
  const { shown, more, moreLook } = fitStrip(entries, places);
  const width = layout.width / layout.stripColumns - EXTRA;
  return (
    <section className={styles.strip} aria-label="Exceptions">
      <ul style={{ gridTemplateColumns: `repeat(${layout.stripColumns}, minmax(0, 1fr))` }}>
        {shown.map((entry) => (
          <Place key={entry.key} entry={entry} width={width} now={seen ?? now} isBright={isEven(now)} />
        ))}
        <li className={styles.rest} data-look={more > 0 ? moreLook : "quiet"}>
          {more > 0 && <WallMark look={moreLook} />}
          <span>{firstThatFits(restWords(more, shown.length, tally.liveness["on-time"]), width)}</span>
        </li>
      </ul>
    </section>
  );
}

interface PlaceProps {
  entry: StripEntry;
  width: number;
  now: number;
  isBright: boolean;
}

/** Only what calls is painted anew each second: its mark blinks, slower than any bound for blinking. */
const Place = memo(
  function Place({ entry, width, now, isBright }: PlaceProps) {
    const calls = entry.look === "critical" && !entry.caredFor;
    const clock = entry.since === null ? "" : ` ${formatClock(entry.since, now)}`;
    const word = firstThatFits([`${entry.word}${clock}`, entry.word], width - LEAST_NAME);
    const name = cutMiddle(entry.subject, width - wordsWidth(word) - 0.4);
    return (
      <li className={styles.place} data-look={entry.look} data-cared={entry.caredFor}>
        <span className={styles.mark} data-dark={calls && !isBright}>
          <WallMark look={entry.look} />
        </span>
        <span className={styles.subject}>{name}</span>
        <span className={styles.word}>{word}</span>
      </li>
    );
  },
  (before, next) =>
    before.entry.key === next.entry.key &&
    before.entry.look === next.entry.look &&
    before.entry.word === next.entry.word &&
    before.entry.since === next.entry.since &&
    before.entry.caredFor === next.entry.caredFor &&
    before.width === next.width &&
    (before.isBright === next.isBright || next.entry.look !== "critical" || next.entry.caredFor),
);

function isEven(now: number): boolean {
  return Math.floor(now / SECOND_MS) % 2 === 0;
}

/** "and 3 more, 212 on time": counted, never cut off. */
function restWords(more: number, shown: number, onTime: number): string[] {
  const time = `${formatCount(onTime)} on time`;
  if (more > 0) {
    const rest = `and ${formatCount(more)} more`;
    return [`${rest}, ${time}`, rest];
  }
  if (shown > 0) return [`and ${time}`, time];
  return onTime > 0 ? ["No exceptions"] : ["Nothing to show yet", "Nothing yet"];
}
