import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import type { AppRouter } from "./routes.tsx";
import type { AlarmDesk } from "#store/alarm-desk.ts";
import { silentAlarmDesk } from "#store/alarm-desk.ts";
import { AlarmDeskProvider } from "#store/alarms.tsx";
import type { FeedClient } from "#store/feed-client.ts";
import { FeedProvider } from "#store/feed.tsx";

interface AppProps {
  client: FeedClient;
  router: AppRouter;
  /** The page's own; left out, alarms are called out to nobody and what is done about them is forgotten with the page. */
  alarms?: AlarmDesk;
}

export function App({ client, router, alarms }: AppProps) {
  const [desk] = useState(() => alarms ?? silentAlarmDesk(client));
  return (
    <FeedProvider client={client}>
      <AlarmDeskProvider desk={desk}>
        <RouterProvider router={router} />
      </AlarmDeskProvider>
    </FeedProvider>
  );
}
