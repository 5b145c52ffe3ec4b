import { useLocation } from "@tanstack/react-router";
import { ALARMS_ROUTE } from "../../paths.ts";
import type { TabLook } from "#model/announce/tab-look.ts";
import { tabLook, titleMark } from "#model/announce/tab-look.ts";
import { useAnnouncer } from "#store/alarms.tsx";
import { LiveRegion } from "#ui/live-region/LiveRegion.tsx";
import { TitleMarkContext } from "#ui/page-frame/title-mark.ts";
import type { TabIconLook } from "#ui/tab-icon/TabIcon.tsx";
import type { ReactNode } from "react";
import { Suspense, lazy } from "react";

/** Behind the first look at the page: a tab has an icon until then. */
const TabIcon = lazy(() => import("#ui/tab-icon/TabIcon.tsx").then((module) => ({ default: module.TabIcon })));

/** Around every page, the wall as well: the tab's title and icon tell of alarms, and so does what a screen reader says. */
export function Announcing({ children }: { children: ReactNode }) {
  const { calls, seen, said } = useAnnouncer();
  // There the page's own sentence says it.
  const saysItself = useLocation({ select: ({ pathname }) => pathname === ALARMS_ROUTE });
  return (
    <TitleMarkContext value={titleMark(calls, seen)}>
      <Suspense fallback={null}>
        <TabIcon icon={iconOf(tabLook(calls, seen))} />
      </Suspense>
      <LiveRegion name="Alarms" words={saysItself ? "" : said} />
      {children}
    </TitleMarkContext>
  );
}

function iconOf(tab: TabLook): TabIconLook {
  switch (tab.state) {
    case "well":
      return { look: "well" };
    case "lost":
      return { look: "unknown" };
    case "alarm":
      return { look: tab.severity, hollow: tab.acknowledged };
  }
}
