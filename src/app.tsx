import { RouterProvider } from "@tanstack/react-router";
import type { AppRouter } from "./routes.tsx";
import type { FeedClient } from "#store/feed-client.ts";
import { FeedProvider } from "#store/feed.tsx";

export function App({ client, router }: { client: FeedClient; router: AppRouter }) {
  return (
    <FeedProvider client={client}>
      <RouterProvider router={router} />
    </FeedProvider>
  );
}
