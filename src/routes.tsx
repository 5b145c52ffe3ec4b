/** Every route in one file. Each page is a chunk of its own (`page-chunks.ts`); the search schema of a page lives beside it. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  stripSearchParams,
} from "@tanstack/react-router";
import { createRouteHistory } from "./hash-history.ts";
import { PAGE_CHUNKS } from "./page-chunks.ts";
import { AGENTS_SEARCH_DEFAULTS, parseAgentsSearch } from "./pages/agents/search.ts";
import { ALARMS_SEARCH_DEFAULTS, parseAlarmsSearch } from "./pages/alarms/search.ts";
import { CHANNEL_SEARCH_DEFAULTS, parseChannelSearch } from "./pages/channels/search.ts";
import { DELIVERABLES_SEARCH_DEFAULTS, parseDeliverablesSearch } from "./pages/deliverables/search.ts";
import {
  MESSAGES_SEARCH_DEFAULTS,
  parseMessagesSearch,
  parseStreamMessagesSearch,
  STREAM_MESSAGES_SEARCH_DEFAULTS,
} from "./pages/messages/search.ts";
import { NotFoundPage } from "./pages/not-found/NotFoundPage.tsx";
import { REPORT_SEARCH_DEFAULTS, parseReportSearch } from "./pages/report/search.ts";
import { parseConnectionSearch } from "./pages/settings/search.ts";
import { CONSUMERS_SEARCH_DEFAULTS, parseConsumersSearch } from "./pages/consumers/search.ts";
import { SERVER_SEARCH_DEFAULTS, parseServerSearch } from "./pages/server/search.ts";
import { parseStreamSearch } from "./pages/stream/search.ts";
import { STREAMS_SEARCH_DEFAULTS, parseStreamsSearch } from "./pages/streams/search.ts";
import { TASK_SEARCH_DEFAULTS, parseTaskSearch } from "./pages/task/search.ts";
import { TASKS_SEARCH_DEFAULTS, parseTasksSearch } from "./pages/tasks/search.ts";
import { RootLayout } from "./pages/shell/RootLayout.tsx";
import { parseWallSearch, WALL_SEARCH_DEFAULTS } from "./pages/wall/search.ts";

const rootRoute = createRootRoute({ component: RootLayout, notFoundComponent: NotFoundPage });

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: lazyRouteComponent(PAGE_CHUNKS["/"], "OverviewPage"),
});

const agentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/agents",
  validateSearch: parseAgentsSearch,
  search: { middlewares: [stripSearchParams(AGENTS_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/agents"], "AgentsPage"),
});

const agentRoute = createRoute({
  // Where there is room the list stays and the agent opens beside it.
  getParentRoute: () => agentsRoute,
  path: "$id",
  component: lazyRouteComponent(PAGE_CHUNKS["/agents/$id"], "AgentPage"),
});

const channelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/channels",
  component: lazyRouteComponent(PAGE_CHUNKS["/channels"], "ChannelsPage"),
});

const channelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/channels/$name",
  validateSearch: parseChannelSearch,
  search: { middlewares: [stripSearchParams(CHANNEL_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/channels/$name"], "ChannelPage"),
});

const tasksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/tasks",
  validateSearch: parseTasksSearch,
  search: { middlewares: [stripSearchParams(TASKS_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/tasks"], "TasksPage"),
});

const taskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/tasks/$id",
  validateSearch: parseTaskSearch,
  search: { middlewares: [stripSearchParams(TASK_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/tasks/$id"], "TaskPage"),
});

const deliverablesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/deliverables",
  validateSearch: parseDeliverablesSearch,
  search: { middlewares: [stripSearchParams(DELIVERABLES_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/deliverables"], "DeliverablesPage"),
});

const featureRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/deliverables/$feature",
  component: lazyRouteComponent(PAGE_CHUNKS["/deliverables/$feature"], "FeaturePage"),
});

const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/deliverables/$feature/$report",
  validateSearch: parseReportSearch,
  search: { middlewares: [stripSearchParams(REPORT_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/deliverables/$feature/$report"], "ReportPage"),
});

const messagesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/messages",
  validateSearch: parseMessagesSearch,
  search: { middlewares: [stripSearchParams(MESSAGES_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/messages"], "MessagesPage"),
});

const streamMessagesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/messages/$stream",
  validateSearch: parseStreamMessagesSearch,
  search: { middlewares: [stripSearchParams(STREAM_MESSAGES_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/messages/$stream"], "StreamMessagesPage"),
});

const streamsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/streams",
  validateSearch: parseStreamsSearch,
  search: { middlewares: [stripSearchParams(STREAMS_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/streams"], "StreamsPage"),
});

const streamRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/streams/$name",
  validateSearch: parseStreamSearch,
  component: lazyRouteComponent(PAGE_CHUNKS["/streams/$name"], "StreamPage"),
});

const consumersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/consumers",
  validateSearch: parseConsumersSearch,
  search: { middlewares: [stripSearchParams(CONSUMERS_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/consumers"], "ConsumersPage"),
});

const alarmsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/alarms",
  validateSearch: parseAlarmsSearch,
  search: { middlewares: [stripSearchParams(ALARMS_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/alarms"], "AlarmsPage"),
});

const serversRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/server",
  validateSearch: parseServerSearch,
  search: { middlewares: [stripSearchParams(SERVER_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/server"], "ServersPage"),
});

const serverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/server/$id",
  validateSearch: parseServerSearch,
  search: { middlewares: [stripSearchParams(SERVER_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/server/$id"], "ServerPage"),
});

const connectionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/connection",
  validateSearch: parseConnectionSearch,
  component: lazyRouteComponent(PAGE_CHUNKS["/connection"], "ConnectionPage"),
});

const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/wall",
  validateSearch: parseWallSearch,
  search: { middlewares: [stripSearchParams(WALL_SEARCH_DEFAULTS)] },
  component: lazyRouteComponent(PAGE_CHUNKS["/wall"], "WallPage"),
});

const routeTree = rootRoute.addChildren([
  overviewRoute,
  agentsRoute.addChildren([agentRoute]),
  tasksRoute,
  taskRoute,
  channelsRoute,
  channelRoute,
  deliverablesRoute,
  featureRoute,
  reportRoute,
  messagesRoute,
  streamMessagesRoute,
  streamsRoute,
  streamRoute,
  consumersRoute,
  serversRoute,
  serverRoute,
  alarmsRoute,
  connectionRoute,
  wallRoute,
]);

/** For tests, which begin anew each time; the page has the one below. */
export function createAppRouter() {
  return createRouter({ routeTree, history: createRouteHistory(), defaultPreload: "intent" });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

export const router = createAppRouter();

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
