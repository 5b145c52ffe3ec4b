/** The worker's entry: its core, wired to the realm it runs in. */
import { createCore } from "./core.ts";
import type { FromPage, FromWorker } from "./protocol.ts";

const core = createCore((message) => globalThis.postMessage(message, { transfer: [] }), {
  now: () => performance.timeOrigin + performance.now(),
  probe: answersHttp,
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (handle) => clearTimeout(handle),
  pageIsHttps: globalThis.location.protocol === "https:",
  localNetworkDenied,
});

globalThis.addEventListener("message", (event: MessageEvent<FromPage>) => core.receive(event.data));

/** A promise of ours that nobody waited for has failed: said, never swallowed. */
globalThis.addEventListener("unhandledrejection", ({ reason }: PromiseRejectionEvent) => {
  const message = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  globalThis.postMessage({ type: "broken", message } satisfies FromWorker, { transfer: [] });
});

/** Whether anything answers there at all: the answer itself is not for us to read. */
async function answersHttp(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(url, { mode: "no-cors", cache: "no-store", signal });
    return true;
  } catch {
    return false;
  }
}

/** The permission's name is newer than the type of it; a browser that does not know it keeps nobody out. */
async function localNetworkDenied(): Promise<boolean> {
  const descriptor = Object.assign({ name: "notifications" as const }, { name: "local-network-access" });
  try {
    return (await navigator.permissions.query(descriptor)).state === "denied";
  } catch {
    return false;
  }
}
