import type { NatsConnection } from "nats.ws";
import { openDirectGets } from "./direct-get.ts";
import type { ReadMeter } from "./read-meter.ts";
import type { BarePlan } from "./reader-protocol.ts";

const BATCH = 1_000;

/** Reads a stream without holes from sequence 1 in batches, several under way, and parses every body. */
export function readHistoryInBatches(nc: NatsConnection, plan: BarePlan, meter: ReadMeter): void {
  let next = 1;
  const gets = openDirectGets(nc, plan.stream, (_request, part) => {
    switch (part.part) {
      case "message":
        if (plan.readHeaders) void part.message.headers?.get("Nats-Sequence");
        meter.take(part.message.data);
        return;
      case "end":
        meter.at(part.lastSeq);
        ask();
        return;
      case "nothing":
        throw new Error("the stream has holes");
    }
  });
  for (let started = 0; started < plan.underWay; started += 1) ask();

  function ask(): void {
    if (next > plan.expected) return;
    gets.ask({ seq: next, batch: Math.min(BATCH, plan.expected - next + 1), max_bytes: 8e6 });
    next += BATCH;
  }
}

/** The same with one request a message, as servers before 2.11 need it. */
export function readHistoryOneByOne(nc: NatsConnection, plan: BarePlan, meter: ReadMeter): void {
  let next = 1;
  const gets = openDirectGets(nc, plan.stream, (_request, part) => {
    if (part.part !== "message") throw new Error("the stream has holes");
    if (plan.readHeaders) void part.message.headers?.get("Nats-Sequence");
    meter.take(part.message.data);
    ask();
  });
  for (let started = 0; started < plan.underWay; started += 1) ask();

  function ask(): void {
    if (next > plan.expected) return;
    gets.ask({ seq: next, next_by_subj: ">" });
    next += 1;
  }
}
