import { connect } from "nats";
import type { NatsConnection } from "nats";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { TailNews } from "./messages-protocol.ts";
import { TAIL_BOUNDS, TailDesk } from "./tail-desk.ts";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";

let server: RunningServer;
let nc: NatsConnection;
let rig: FeedRig;
let desk: TailDesk;
let nextKey = 1;

beforeAll(async () => {
  server = await runServer({ accounts: "full" });
  nc = await connect({ servers: server.clientUrl });
  const io = nodeFeedIo();
  rig = FeedRig.open(feedSettings([server.wsUrl]), io);
  desk = new TailDesk(io);
  await rig.until("connected", () => rig.state?.state === "live");
  desk.connected(rig.feed?.session() ?? null);
});
afterAll(async () => {
  await rig.close();
  await nc.close();
  await server.stop();
});

/** Asks as a page does, until the news are as wanted. */
async function until(wish: { key: number; subject: string; text?: string }, isSo: (news: TailNews) => boolean) {
  return vi.waitFor(
    async () => {
      const news = await desk.news({ text: "", ...wish }, 0, 500);
      expect(news).toSatisfy(isSo);
      return news;
    },
    { timeout: 30_000, interval: 20 },
  );
}

const listening = ({ state }: TailNews): boolean => state === "listening";

test("every message is counted, the newest are held, and what was let go is said to the last one", async () => {
  const key = nextKey++;
  const subject = "mjwork.tail.>";
  await until({ key, subject }, listening);
  const count = TAIL_BOUNDS.messages + 1_234;
  for (let index = 1; index <= count; index += 1) nc.publish(`mjwork.tail.${index % 3}`, `message ${index}`);
  const news = await until({ key, subject }, ({ heard }) => heard >= count);
  expect(news).toMatchObject({
    heard: count,
    matched: count,
    held: TAIL_BOUNDS.messages,
    dropped: 1_234,
    skipped: true,
  });
  expect(news.rows).toHaveLength(500);
  expect(news.rows[0]).toMatchObject({ n: count, preview: { kind: "text", text: `message ${count}` } });
  // Only what came after the last answer.
  nc.publish("mjwork.tail.0", "one more");
  const later = await vi.waitFor(
    async () => {
      const answer = await desk.news({ key, subject, text: "" }, count, 500);
      expect(answer.rows).toHaveLength(1);
      return answer;
    },
    { timeout: 30_000 },
  );
  expect(later).toMatchObject({ skipped: false, heard: count + 1, dropped: 1_235 });
  desk.close(key);
});

test("what is held for reading stays while the tail goes on, and bodies are whole", async () => {
  const key = nextKey++;
  const subject = "mjwork.tail.hold";
  await until({ key, subject }, listening);
  nc.publish(subject, "x".repeat(3_000));
  await until({ key, subject }, ({ heard }) => heard === 1);
  expect(desk.hold(key).rows).toMatchObject([{ n: 1, bytes: 3_000 }]);
  for (let index = 0; index <= TAIL_BOUNDS.messages; index += 1) nc.publish(subject, "later");
  await until({ key, subject }, ({ dropped }) => dropped === 2);
  expect(desk.message(key, 1)?.data.length).toBe(3_000);
  desk.release(key);
  expect(desk.message(key, 1)).toBeNull();
  expect(desk.message(key, 3)).toMatchObject({ n: 3, subject });
  desk.close(key);
  expect(desk.message(key, 3)).toBeNull();
});

test("a filter counts from its own beginning, in any case of letters, in subject or body", async () => {
  const key = nextKey++;
  const subject = "mjwork.tail.>";
  await until({ key, subject }, listening);
  for (const [token, body] of [
    ["a", "an ERROR"],
    ["error", "quiet"],
    ["b", "fine"],
  ] as const) {
    nc.publish(`mjwork.tail.${token}`, body);
  }
  await until({ key, subject }, ({ heard }) => heard === 3);
  const found = await until({ key, subject, text: "error" }, ({ matched }) => matched === 2);
  expect(found).toMatchObject({ heard: 3, held: 2, dropped: 0 });
  expect(found.rows.map((row) => row.subject)).toEqual(["mjwork.tail.error", "mjwork.tail.a"]);
  desk.close(key);
});

test("a subject that the login may not hear, and one that is none, are said", async () => {
  const refused = { key: nextKey++, subject: "orders.>" };
  expect(await until(refused, ({ state }) => state !== "opening" && state !== "listening")).toMatchObject({
    state: "forbidden",
    heard: 0,
  });
  for (const subject of ["", "a b", "a..b", ">.a"]) {
    const wish = { key: nextKey++, subject };
    expect(await until(wish, () => true)).toMatchObject({ state: "no-subject" });
  }
});

test("after a lost connection it listens again, says that it was away, and counts on", async () => {
  const key = nextKey++;
  const subject = "mjwork.tail.again";
  await until({ key, subject }, listening);
  nc.publish(subject, "before");
  await until({ key, subject }, ({ heard }) => heard === 1);
  desk.connected(null);
  await until({ key, subject }, ({ state }) => state === "not-connected");
  desk.connected(rig.feed?.session() ?? null);
  await until({ key, subject }, listening);
  nc.publish(subject, "after");
  expect(await until({ key, subject }, ({ heard }) => heard === 2)).toMatchObject({ interruptions: 1, held: 2 });
});
