import type { NatsConnection } from "nats.ws";
import { type AnswerPart, openDirectGets } from "./direct-get.ts";
import type { ReadMeter } from "./read-meter.ts";
import type { BarePlan } from "./reader-protocol.ts";

const BATCH = 1_000;
const EVERY_MS = 25;
const AGAIN_MS = 15;

/** A plain subscription rings, a batch is fetched from the last sequence + 1, every body is parsed. No decode, no fold, no faults. */
export function readByDoorbell(nc: NatsConnection, plan: BarePlan, meter: ReadMeter): void {
  let cursor = 1;
  let fetching = false;
  let rang = false;
  let began = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const gets = openDirectGets(nc, plan.stream, (_request, part) => take(part));
  nc.subscribe(plan.subjects, {
    callback: () => {
      rang = true;
      if (!fetching && timer === null) fetchIn(Math.max(0, began + EVERY_MS - performance.now()));
    },
  });

  function fetchIn(ms: number): void {
    timer = setTimeout(fetch, ms);
  }

  function fetch(): void {
    timer = null;
    fetching = true;
    rang = false;
    began = performance.now();
    gets.ask({ seq: cursor, batch: BATCH, max_bytes: 8e6 });
  }

  function take(part: AnswerPart): void {
    switch (part.part) {
      case "message":
        if (plan.readHeaders) void part.message.headers?.get("Nats-Sequence");
        meter.take(part.message.data);
        return;
      case "end":
        cursor = part.lastSeq + 1;
        meter.at(part.lastSeq);
        fetching = false;
        if (part.pending > 0) fetch();
        else if (rang) fetchIn(AGAIN_MS);
        return;
      case "nothing":
        fetching = false;
        // The bell rings before the stream has stored: ask again for a while.
        if (performance.now() - began < 1_000) fetchIn(AGAIN_MS);
    }
  }
}
