/**
 * The one list of pages: each address with its chunk. The routes take theirs from here, and so does the entry, which fetches the chunk of the
 * page that the address names while React and the router are still on their way.
 */
export const PAGE_CHUNKS = {
  "/": () => import("./pages/overview/OverviewPage.tsx"),
  "/agents": () => import("./pages/agents/AgentsPage.tsx"),
  "/agents/$id": () => import("./pages/agent/AgentPage.tsx"),
  "/tasks": () => import("./pages/tasks/TasksPage.tsx"),
  "/tasks/$id": () => import("./pages/task/TaskPage.tsx"),
  "/channels": () => import("./pages/channels/ChannelsPage.tsx"),
  "/channels/$name": () => import("./pages/channels/ChannelPage.tsx"),
  "/deliverables": () => import("./pages/deliverables/DeliverablesPage.tsx"),
  "/deliverables/$feature": () => import("./pages/feature/FeaturePage.tsx"),
  "/deliverables/$feature/$report": () => import("./pages/report/ReportPage.tsx"),
  "/messages": () => import("./pages/messages/MessagesPage.tsx"),
  "/messages/$stream": () => import("./pages/messages/StreamMessagesPage.tsx"),
  "/server": () => import("./pages/server/ServersPage.tsx"),
  "/server/$id": () => import("./pages/server/ServerPage.tsx"),
  "/streams": () => import("./pages/streams/StreamsPage.tsx"),
  "/streams/$name": () => import("./pages/stream/StreamPage.tsx"),
  "/consumers": () => import("./pages/consumers/ConsumersPage.tsx"),
  "/alarms": () => import("./pages/alarms/AlarmsPage.tsx"),
  "/connection": () => import("./pages/settings/ConnectionPage.tsx"),
  "/wall": () => import("./pages/wall/WallPage.tsx"),
} as const;

type PageRoute = keyof typeof PAGE_CHUNKS;

/** Pages that open beside another one, which is needed as well. */
const BESIDE: Partial<Record<PageRoute, PageRoute>> = { "/agents/$id": "/agents" };

/** @param path of the address, such as `/tasks/42` @returns the routes whose chunks it needs; none for an address that leads nowhere */
export function routesOf(path: string): PageRoute[] {
  const wanted = path.split("/");
  const fits = (route: PageRoute): boolean => {
    const parts = route.split("/");
    if (parts.length !== wanted.length) return false;
    return parts.every((part, at) => (part.startsWith("$") ? wanted[at] !== "" : part === wanted[at]));
  };
  const found = Object.keys(PAGE_CHUNKS)
    .filter((route) => isPageRoute(route))
    .find((route) => fits(route));
  if (found === undefined) return [];
  const beside = BESIDE[found];
  return beside === undefined ? [found] : [beside, found];
}

function isPageRoute(route: string): route is PageRoute {
  return Object.hasOwn(PAGE_CHUNKS, route);
}
