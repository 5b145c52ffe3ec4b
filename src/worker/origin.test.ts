import { WebSocket } from "ws";
import { describe, expect, test } from "vitest";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";

/** A browser's socket says which page opened it. */
class PageSocket extends WebSocket {
  constructor(url: string) {
    super(url, { origin: "http://elsewhere.example" });
  }
}

const { servers } = await testServers();
const ends = servers.filter((_, index) => index === 0 || index === servers.length - 1);

describe.each(ends)("a page whose origin $version does not allow", (server) => {
  test("is refused by something that answers HTTP, and let in once it is allowed", async () => {
    const io = nodeFeedIo();
    Object.assign(globalThis, { WebSocket: PageSocket });
    const refusing = await runServer({ server, accounts: "plain", origins: ["http://127.0.0.1:4173"] });
    const rig = FeedRig.open(feedSettings([refusing.wsUrl]), io);
    try {
      await rig.until("refused", () => rig.state?.state === "refused");
      expect(rig.state).toMatchObject({ refusal: { kind: "unexplained", answersHttp: true } });
      await rig.until("the next try", () => rig.state?.state === "refused" && rig.state.nextTryAt !== null);
    } finally {
      await rig.close();
      await refusing.stop();
    }
    const allowing = await runServer({ server, accounts: "plain", origins: ["http://elsewhere.example"] });
    const again = FeedRig.open(feedSettings([allowing.wsUrl]), io);
    try {
      await again.until("live", () => again.state?.state === "live");
    } finally {
      await again.close();
      await allowing.stop();
    }
  });
});
