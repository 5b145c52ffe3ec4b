/** The worker of the baselines: `nats.ws` and the least that a reader of its kind has to do. */
import { type NatsConnection, connect } from "nats.ws";
import { readByDoorbell } from "./bare-doorbell.ts";
import { readHistoryInBatches, readHistoryOneByOne } from "./bare-history.ts";
import { type ReadMeter, createMeter } from "./read-meter.ts";
import type { BarePlan, FromBare, ToBare } from "./reader-protocol.ts";

addEventListener("message", (event: MessageEvent<ToBare>) => void start(event.data.plan));

async function start(plan: BarePlan): Promise<void> {
  const nc = await connect({ servers: plan.url, maxReconnectAttempts: -1 });
  const meter = createMeter(plan.expected, (result) => say({ type: "done", result }));
  read(nc, plan, meter);
  await nc.flush();
  say({ type: "ready" });
}

function read(nc: NatsConnection, plan: BarePlan, meter: ReadMeter): void {
  switch (plan.kind) {
    case "subscriber":
      nc.subscribe(plan.subjects, { callback: (_error, message) => meter.take(message.data) });
      return;
    case "doorbell":
      readByDoorbell(nc, plan, meter);
      return;
    case "history-batch":
      readHistoryInBatches(nc, plan, meter);
      return;
    case "history-single":
      readHistoryOneByOne(nc, plan, meter);
      return;
    case "reconnecting":
      void tellStatus(nc);
      return;
  }
}

/** Defaults of the client: what a page that does nothing about it would say of a lost server, and when. */
async function tellStatus(nc: NatsConnection): Promise<void> {
  for await (const status of nc.status()) {
    say({ type: "status", state: status.type, at: performance.timeOrigin + performance.now() });
  }
}

function say(message: FromBare): void {
  postMessage(message);
}
