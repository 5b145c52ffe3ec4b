import { RouterProvider } from "@tanstack/react-router";
import { router } from "./routes.tsx";
import type { FeedClient } from "#store/feed-client.ts";
import { FeedProvider } from "#store/feed.tsx";

export function App({ client }: { client: FeedClient }) {
  return (
    <FeedProvider client={client}>
      <RouterProvider router={router} />
    </FeedProvider>
  );
}
