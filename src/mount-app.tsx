import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { router } from "./routes.tsx";
import type { FeedClient } from "#store/feed-client.ts";

/** Everything that needs React, in one chunk behind the entry. */
export function mountApp(root: Element, client: FeedClient): void {
  createRoot(root).render(
    <StrictMode>
      <App client={client} router={router} />
    </StrictMode>,
  );
}
