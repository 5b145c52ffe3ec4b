import { Outlet, useLocation } from "@tanstack/react-router";
import { Bands } from "./Bands.tsx";
import { ConnectionStatus } from "./ConnectionStatus.tsx";
import { alarmMark } from "./alarm-mark.ts";
import { PauseSwitch } from "./PauseSwitch.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import {
  ALARMS_ROUTE,
  agentsPath,
  alarmsPath,
  channelsPath,
  connectionPath,
  deliverablesPath,
  messagesPath,
  overviewPath,
  serversPath,
  streamsPath,
  tasksPath,
  wallPath,
} from "../../paths.ts";
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
      nav={[
        { text: "Overview", href: overviewPath(), current: pathname === "/" },
        { text: "Agents", href: agentsPath(), current: pathname.startsWith("/agents") },
        { text: "Tasks", href: tasksPath(), current: pathname.startsWith("/tasks") },
        { text: "Deliverables", href: deliverablesPath(), current: pathname.startsWith("/deliverables") },
        { text: "Channels", href: channelsPath(), current: pathname.startsWith("/channels") },
        { text: "Messages", href: messagesPath(), current: pathname.startsWith("/messages") },
        {
          text: "Streams",
          href: streamsPath(),
          current: pathname.startsWith("/streams") || pathname.startsWith("/consumers"),
        },
        { text: "Server", href: serversPath(), current: pathname.startsWith("/server") },
        { text: "Alarms", href: alarmsPath(), current: pathname === ALARMS_ROUTE, mark: alarmMark(calls) },
        { text: "Wall", href: wallPath(), current: false },
        { text: "Connection", href: connectionPath(), current: settings },
      ]}
      status={<ConnectionStatus />}
      tools={
        <>
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
