import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { alarmsPath } from "./paths.ts";
import { router } from "./routes.tsx";
import { startAlarmDesk } from "#store/alarm-desk.ts";
import type { FeedClient } from "#store/feed-client.ts";

/** Everything that needs React, in one chunk behind the entry. */
export function mountApp(root: Element, client: FeedClient): void {
  const app = createRoot(root);
  const alarms = startAlarmDesk(client, () => {
    window.focus();
    window.location.assign(alarmsPath());
  });
  // With its page at hand the first render is the whole one: React shows a placeholder for 300 ms at the least, even of what is there.
  void router.load().finally(() =>
    app.render(
      <StrictMode>
        <App client={client} router={router} alarms={alarms} />
      </StrictMode>,
    ),
  );
}
