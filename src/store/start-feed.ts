import { earlyDeploymentFile, earlyWorker, startWorker } from "./early-start.ts";
import type { FeedClient } from "./feed-client.ts";
import { createFeedClient } from "./feed-client.ts";
import { observerNow } from "./ticker.ts";
import { browserStores } from "./user-settings.ts";
import type { FeedPort } from "./worker-keeper.ts";
import { emptyView } from "#model/empty-view.ts";
import type { FromWorker } from "#worker/protocol.ts";

/** Takes over the worker that `early-start.ts` made, and starts another where that one ends. Called once, as early as the page can. */
export function startFeed(): FeedClient {
  const io = {
    place: window.location,
    stores: browserStores(),
    readDeployment: () => earlyDeploymentFile,
    now: observerNow,
    afterRender,
    reportError(message: string) {
      reportError(new Error(message));
    },
  };
  let early: Worker | null = earlyWorker;
  function open(): FeedPort {
    const worker = early ?? startWorker();
    early = null;
    return portOf(worker);
  }
  return createFeedClient(open, io, emptyView(observerNow()));
}

/** React renders what a store changed before the next task; unlike a timer, a message is not held back in a hidden page. */
function afterRender(run: () => void): void {
  renders.push(run);
  turn.port2.postMessage(null);
}

const renders: (() => void)[] = [];
const turn = new MessageChannel();
turn.port1.addEventListener("message", () => renders.shift()?.());
turn.port1.start();

function portOf(worker: Worker): FeedPort {
  return {
    post: (message) => worker.postMessage(message, { transfer: [] }),
    listen(heard, failed) {
      worker.addEventListener("message", (event: MessageEvent<FromWorker>) => heard(event.data));
      worker.addEventListener("messageerror", () => failed({ kind: "garbled" }));
      // A script that cannot be had fires a plain event; only what is thrown has words.
      worker.addEventListener("error", (event: Event) => {
        if (event instanceof ErrorEvent) event.preventDefault();
        failed(event instanceof ErrorEvent ? { kind: "crash", message: event.message } : { kind: "load" });
      });
    },
    close: () => worker.terminate(),
  };
}
