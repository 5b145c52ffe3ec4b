/** The page's own libraries and nothing else: React and the router render names that are in the address. No NATS, no worker, no style. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createHashHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const names = new URL(location.href).searchParams.get("names")?.split(",") ?? [];

const rootRoute = createRootRoute();
const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: () =>
    createElement(
      "ul",
      null,
      names.map((name) => createElement("li", { key: name }, name)),
    ),
});
const router = createRouter({ routeTree: rootRoute.addChildren([listRoute]), history: createHashHistory() });
const root = document.querySelector("#root");
if (root === null) throw new Error("react-list.html has a #root");
const app = createRoot(root);
await router.load();
app.render(
  createElement(QueryClientProvider, { client: new QueryClient() }, createElement(RouterProvider, { router })),
);
