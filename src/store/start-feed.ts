import type { FeedClient, FeedPort } from "./feed-client.ts";
import { createFeedClient } from "./feed-client.ts";
import { observerNow } from "./ticker.ts";
import { browserStores } from "./user-settings.ts";
import { emptyView } from "#model/empty-view.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { FromWorker } from "#worker/protocol.ts";

/** Starts the worker and reads `rollcall.json` side by side. Called once, as early as the page can. */
export function startFeed(): FeedClient {
  const io = {
    place: window.location,
    stores: browserStores(),
    readDeployment,
    reportError(message: string) {
      reportError(new Error(message));
    },
  };
  return createFeedClient(workerPort(), io, emptyView(observerNow()));
}

function workerPort(): FeedPort {
  const worker = new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module", name: "rollcall-feed" });
  return {
    post: (message) => worker.postMessage(message, { transfer: [] }),
    listen(listener) {
      worker.addEventListener("message", (event: MessageEvent<FromWorker>) => listener(event.data));
    },
    close: () => worker.terminate(),
  };
}

/** A host without the file may answer 404, or with its own HTML page: both mean that there is none. */
async function readDeployment(): Promise<Result<string | null>> {
  try {
    const response = await fetch("rollcall.json", { cache: "no-cache" });
    if (response.status === 404) return ok(null);
    if (!response.ok) return fail(`rollcall.json was answered with HTTP ${response.status}.`);
    const text = await response.text();
    return ok(text.trimStart().startsWith("<") ? null : text);
  } catch {
    return fail("rollcall.json could not be fetched.");
  }
}
