import type { BarePlan, FromBare, ReadResult, ToBare } from "./reader-protocol.ts";

/** What the harness calls through the browser's own evaluate. */
export interface BarePage {
  /** Resolves when the reader is subscribed (a history is already being read then). */
  start(plan: BarePlan): Promise<void>;
  result(): Promise<ReadResult>;
  /** States that the client told, oldest first. */
  statuses(): { state: string; at: number }[];
}

declare global {
  interface Window {
    bare: BarePage;
  }
}

let result: Promise<ReadResult> | null = null;
const statuses: { state: string; at: number }[] = [];

window.bare = {
  start(plan) {
    const startedAt = performance.now();
    const worker = new Worker(new URL("./bare-worker.ts", import.meta.url), { type: "module" });
    return new Promise((ready, failed) => {
      result = new Promise((done, broken) => {
        worker.addEventListener("message", ({ data }: MessageEvent<FromBare>) => {
          if (data.type === "ready") ready();
          else if (data.type === "done") done({ ...data.result, totalMs: performance.now() - startedAt });
          else statuses.push({ state: data.state, at: data.at });
        });
        worker.addEventListener("error", (event) => {
          const error = new Error(event.message);
          failed(error);
          broken(error);
        });
      });
      result.catch(() => {});
      worker.postMessage({ type: "start", plan } satisfies ToBare, { transfer: [] });
    });
  },
  result() {
    if (result === null) throw new Error("start comes first");
    return result;
  },
  statuses: () => statuses,
};
