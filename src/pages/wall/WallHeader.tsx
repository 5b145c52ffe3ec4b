import { useWallClock } from "./use-wall-clock.ts";
import type { WallView } from "./use-wall-view.ts";
import styles from "./WallHeader.module.css";
import { WallMark } from "./WallMark.tsx";
import { serverNow } from "#model/clock.ts";
import type { Alarm } from "#model/alarms/alarm.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { isPressing } from "#model/wall/alarm-entries.ts";
import type { WallLayout } from "#model/wall/geometry.ts";
import { ageWords, headlineOf, isOldData, nextTryWords, noViewSince } from "#model/wall/headline.ts";
import { firstThatFits } from "#model/wall/text-width.ts";
import { formatClockSeconds } from "#util/format.ts";

interface WallHeaderProps {
  wall: WallView;
  layout: WallLayout;
}

const CLOCK_EM = 1.35;
const HEADLINE_EM = 1.15;

/** How things stand, what time it is, and how old what is shown is: always on the screen. */
export function WallHeader({ wall, layout }: WallHeaderProps) {
  const { view, now } = wall;
  const headline = headlineOf({
    connection: view.connection,
    sight: view.sight,
    trouble: wall.trouble,
    tally: wall.tally,
    stuckTasks: view.tasks.stuck.total,
    otherCritical: view.alarms.alarms.filter((alarm) => isPressing(alarm) && !isCounted(alarm)).length,
    blind: wall.blind,
    historyComplete: view.history.complete,
    seen: wall.seen,
    now,
  });
  const { shape, headlineWidth, headlineLines } = layout.header;
  // Where there is room for nothing else, the next try stands here; else in the foot.
  const isAlone = shape === "stacked" && noViewSince({ ...view, trouble: wall.trouble }) !== null;
  const next = isAlone ? `: ${nextTryWords({ ...view, trouble: wall.trouble, now })}` : "";
  const variants = [...headline.variants.map((text) => `${text}${next}`), ...headline.variants];
  const text = firstThatFits(variants, headlineWidth / HEADLINE_EM, headlineLines);
  return (
    <header className={styles.header} data-shape={shape}>
      <output className={styles.headline} aria-label="Summary" data-look={headline.look}>
        <WallMark look={headline.look} />
        <span style={{ fontSize: `${HEADLINE_EM}em` }}>{text}</span>
      </output>
      <DataAge wall={wall} />
      <Clock />
    </header>
  );
}

/** The headline counts silent agents and stuck tasks itself, and says that there is no view. */
function isCounted({ rule, link }: Alarm): boolean {
  return link.kind === "agent" || link.kind === "agents" || link.kind === "view" || rule === "stuck-tasks";
}

function Clock() {
  const now = useWallClock();
  return (
    <time className={styles.clock} style={{ fontSize: `${CLOCK_EM}em` }}>
      {formatClockSeconds(now, now)}
    </time>
  );
}

function DataAge({ wall: { view, now, shortestIntervalMs } }: { wall: WallView }) {
  const at = serverNow(view.clock, now);
  const ageMs = at === null || view.newestAt === null ? null : Math.max(0, at - view.newestAt);
  const isOld = ageMs !== null && isOldData(ageMs, shortestIntervalMs, DEFAULT_BOUNDS.lateAfterIntervals);
  return (
    <output className={styles.age} aria-label="Connection" aria-live="off" data-old={isOld}>
      {ageMs === null ? "no data yet" : ageWords(ageMs)}
    </output>
  );
}
