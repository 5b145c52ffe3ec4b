import { connect } from "nats";
import type { NatsConnection } from "nats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StreamsDesk } from "./streams-desk.ts";
import { provision } from "#fleet/provision.ts";
import { isAnswer } from "#model/asked/ask-failure.ts";
import type { Answered } from "#model/asked/ask-failure.ts";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";

const { servers: versions } = await testServers();

/** Over the read-only login's own connection, as the page asks. */
class DeskRig {
  readonly desk: StreamsDesk;
  readonly feed: FeedRig;

  constructor(wsUrl: string) {
    const [io, settings] = [nodeFeedIo(), feedSettings([wsUrl])];
    this.feed = FeedRig.open(settings, io);
    this.desk = new StreamsDesk(settings, io, () => this.feed.feed?.session() ?? null);
  }
}

function answered<T>(answer: T): Answered<T> {
  assert(isAnswer(answer), `it is answered: ${JSON.stringify(answer)}`);
  return answer;
}

describe.each(versions)("nats-server $version", { concurrent: true }, (binary) => {
  let server: RunningServer;
  let nc: NatsConnection;
  let rig: DeskRig;

  beforeAll(async () => {
    server = await runServer({ server: binary });
    const { user, pass } = server.logins.provisioner;
    nc = await connect({ servers: server.clientUrl, user, pass });
    await provision({ nc });
    rig = new DeskRig(server.wsUrl);
    await rig.feed.until("connected", () => rig.feed.state?.state === "live");
  });
  afterAll(async () => {
    await rig.feed.close();
    await nc.close();
    await server.stop();
  });

  test("every stream of the account, all pages of the list, with its limits and its fill", async () => {
    const manager = await nc.jetstreamManager();
    await Promise.all(
      Array.from({ length: 300 }, (_, index) => manager.streams.add({ name: `s${index}`, subjects: [`s.${index}`] })),
    );
    await nc.jetstream().publish("mjwork.errors", "x");
    const list = answered(await rig.desk.list());
    expect(list).toMatchObject({ total: 307, missing: null });
    expect(new Set(list.rows.map(({ facts }) => facts.name)).size).toBe(307);
    const work = list.rows.find(({ facts }) => facts.name === "MJ_ONLINE_WORK");
    expect(work).toMatchObject({
      facts: {
        limits: { messages: null, bytes: 2 ** 31 },
        state: { messages: 1, firstSeq: 1, lastSeq: 1 },
        cluster: null,
      },
      fill: { messages: null },
      outlook: { state: "unmeasured" },
      findings: [],
    });
    expect(list.account).toMatchObject({ tiers: [{ tier: null, streams: { used: 307, limit: null } }] });
    await Promise.all(Array.from({ length: 300 }, (_, index) => manager.streams.delete(`s${index}`)));
  });
});
