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

export interface NavPage {
  text: string;
  href: string;
  /** Behind `g`: opens it. */
  key: string;
  /** Whether an address is of this page or below it. */
  holds(this: void, pathname: string): boolean;
}

function below(...routes: readonly string[]): NavPage["holds"] {
  return (pathname) => routes.some((route) => pathname === route || pathname.startsWith(`${route}/`));
}

/** The pages in the order of the navigation; the keys are the ones that `?` shows. */
export const NAV_PAGES: readonly NavPage[] = [
  { text: "Overview", href: overviewPath(), key: "o", holds: (pathname) => pathname === "/" },
  { text: "Agents", href: agentsPath(), key: "a", holds: below("/agents") },
  { text: "Tasks", href: tasksPath(), key: "t", holds: below("/tasks") },
  { text: "Deliverables", href: deliverablesPath(), key: "d", holds: below("/deliverables") },
  { text: "Channels", href: channelsPath(), key: "c", holds: below("/channels") },
  { text: "Messages", href: messagesPath(), key: "m", holds: below("/messages") },
  { text: "Streams", href: streamsPath(), key: "s", holds: below("/streams", "/consumers") },
  { text: "Server", href: serversPath(), key: "v", holds: below("/server") },
  { text: "Wall", href: wallPath(), key: "w", holds: below("/wall") },
  { text: "Alarms", href: alarmsPath(), key: "l", holds: below(ALARMS_ROUTE) },
  { text: "Connection", href: connectionPath(), key: "n", holds: below("/connection") },
];
