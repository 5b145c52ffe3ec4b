import { earlyDeploymentFile, earlyWorker } from "./early-start.ts";
import type { FeedClient, FeedPort } from "./feed-client.ts";
import { createFeedClient } from "./feed-client.ts";
import { observerNow } from "./ticker.ts";
import { browserStores } from "./user-settings.ts";
import { emptyView } from "#model/empty-view.ts";
import type { FromWorker } from "#worker/protocol.ts";

/** Takes over the worker that `early-start.ts` made. Called once, as early as the page can. */
export function startFeed(): FeedClient {
  const io = {
    place: window.location,
    stores: browserStores(),
    readDeployment: () => earlyDeploymentFile,
    reportError(message: string) {
      reportError(new Error(message));
    },
  };
  return createFeedClient(portOf(earlyWorker), io, emptyView(observerNow()));
}

function portOf(worker: Worker): FeedPort {
  return {
    post: (message) => worker.postMessage(message, { transfer: [] }),
    listen(listener) {
      worker.addEventListener("message", (event: MessageEvent<FromWorker>) => listener(event.data));
    },
    close: () => worker.terminate(),
  };
}
