import { Outlet, useLocation } from "@tanstack/react-router";
import { Bands } from "./Bands.tsx";
import { ConnectionStatus } from "./ConnectionStatus.tsx";
import { alarmMark } from "./alarm-mark.ts";
import { PauseSwitch } from "./PauseSwitch.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { Keys } from "./Keys.tsx";
import { NAV_PAGES } from "./nav-pages.ts";
import { ALARMS_ROUTE } from "../../paths.ts";
import { useCalls } from "#store/alarms.tsx";
import { useView } from "#store/feed.tsx";
import { ShellFrame } from "#ui/shell-frame/ShellFrame.tsx";

/** What stands around every page: navigation, the connection, the switches. */
export function ShellLayout() {
  const pathname = useLocation({ select: (location) => location.pathname });
  // Before anything came in there is nothing that could be out of date.
  const lost = useView((view) => view.sight.state === "lost" && view.newestAt !== null);
  const calls = useCalls();
  const settings = pathname === "/connection";
  return (
    <ShellFrame
      nav={NAV_PAGES.map(({ text, href, holds }) => ({
        text,
        href,
        current: holds(pathname),
        mark: holds(ALARMS_ROUTE) ? alarmMark(calls) : undefined,
      }))}
      status={<ConnectionStatus />}
      tools={
        <>
          <Keys />
          <PauseSwitch />
          <ThemeSwitch />
        </>
      }
      band={<Bands />}
      lost={lost && !settings}
    >
      <Outlet />
    </ShellFrame>
  );
}
