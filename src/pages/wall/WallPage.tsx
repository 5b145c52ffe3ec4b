import { ExceptionStrip } from "./ExceptionStrip.tsx";
import { panelsOf, turnEveryMs } from "./search.ts";
import { useRotation } from "./use-rotation.ts";
import { useScreen } from "./use-screen.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import { useWallTheme } from "./use-wall-theme.ts";
import { useWallView } from "./use-wall-view.ts";
import { useWatchdog } from "./use-watchdog.ts";
import { WallFoot } from "./WallFoot.tsx";
import { WallHeader } from "./WallHeader.tsx";
import styles from "./WallPage.module.css";
import { WallPanels } from "./WallPanels.tsx";
import { overviewPath } from "../../paths.ts";
import { isPressing, pressingPanel, stripEntries } from "#model/wall/alarm-entries.ts";
import { isDimmed, parseDim } from "#model/wall/dim.ts";
import { wallLayout, WALL_SPACES } from "#model/wall/geometry.ts";
import { nextTryWords, noViewSince } from "#model/wall/headline.ts";
import { wallPages } from "#model/wall/panels.ts";
import { heldBy, progress } from "#model/wall/rotation.ts";
import { shiftAt, stripSideAt } from "#model/wall/shift.ts";
import { useTitleMark } from "#ui/page-frame/title-mark.ts";
import { getRouteApi } from "@tanstack/react-router";
import type { CSSProperties } from "react";
import { useMemo } from "react";

const route = getRouteApi("/wall");

/**
 * A screen that hangs on a wall, is read from metres away and is touched by nobody: not the desk's pages enlarged, but a layout of its own
 * around one text size. The address is its whole set-up.
 */
export function WallPage() {
  const search = route.useSearch();
  const titleMark = useTitleMark();
  const screen = useScreen();
  const wall = useWallView();
  const lock = useWakeLock();
  const { size: inches, distance: metres } = search;
  const panels = useMemo(() => panelsOf(search), [search]);
  const layout = useMemo(() => wallLayout(screen, { inches, metres }, panels.length), [screen, inches, metres, panels]);
  const pages = useMemo(() => wallPages(panels, layout.across * layout.down), [panels, layout]);
  const { alarms } = wall.view.alarms;
  const pressing = pressingPanel(alarms, panels);
  const critical = pressing === null ? null : pages.findIndex((page) => page.includes(pressing));
  const context = { pages: pages.length, everyMs: turnEveryMs(search), critical };
  const rotation = useRotation(context, wall.now, () => window.location.assign(overviewPath()));
  const isCalled = alarms.some(isPressing);
  const decision = useWatchdog(
    { unacknowledgedCritical: isCalled, workerGaveUp: wall.trouble?.gaveUp === true },
    { quietHour: search.reload === "off" ? null : search.reload },
  );
  const isDim = !isCalled && isDimTime(search.dim, wall.now);
  useWallTheme(isDim && search.theme === "light" ? "wall" : search.theme);

  const entries = useMemo(() => stripEntries(wall.exceptions, alarms), [wall.exceptions, alarms]);
  const lostSince = noViewSince({ connection: wall.view.connection, sight: wall.view.sight, trouble: wall.trouble });
  const shift = shiftAt(wall.now);
  const strip = <ExceptionStrip entries={entries} wall={wall} layout={layout} />;
  const above = stripSideAt(rotation.shownSince) === "above";
  return (
    <main
      className={styles.wall}
      id="content"
      tabIndex={-1}
      data-lost={lostSince !== null && wall.view.newestAt !== null}
      data-dim={isDim}
      data-shows={layout.shows}
      style={{ ...spaces(layout.rootPx), transform: `translate(${shift.x}px, ${shift.y}px)` }}
    >
      <title>{`${titleMark}Wall · Rollcall`}</title>
      <h1 className={styles.hidden}>Wall</h1>
      <WallHeader wall={wall} layout={layout} />
      {layout.shows === "panels" && (
        <>
          {above && strip}
          <WallPanels panels={pages[rotation.page] ?? []} wall={wall} layout={layout} />
          {!above && strip}
          <WallFoot
            pages={pages}
            page={rotation.page}
            progress={progress(rotation, context, wall.now)}
            held={heldBy(rotation, context)}
            lock={lock}
            decision={decision}
            nextTry={lostSince === null ? null : nextTryWords({ ...wall.view, trouble: wall.trouble, now: wall.now })}
            layout={layout}
          />
        </>
      )}
    </main>
  );
}

function isDimTime(dim: string, now: number): boolean {
  const schedule = parseDim(dim);
  if (schedule === null) return false;
  const local = new Date(now);
  return isDimmed(schedule, local.getHours() * 60 + local.getMinutes());
}

/** What geometry.ts reckons with, for the style sheets: one source for both. */
function spaces(rootPx: number): CSSProperties {
  const inRoots = Object.entries(WALL_SPACES).map(([name, roots]) => [`--wall-${name}`, `${roots}em`]);
  return { ...Object.fromEntries(inRoots), fontSize: rootPx };
}
