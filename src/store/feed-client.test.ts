import type { FeedClientIo } from "./feed-client.ts";
import { createFeedClient } from "./feed-client.ts";
import type { KeyValues } from "./user-settings.ts";
import type { FeedPort, PortFailure } from "./worker-keeper.ts";
import { loadSecret } from "./user-settings.ts";
import type { Connection } from "#model/connection.ts";
import { STREAM } from "#model/fixtures.ts";
import type { Result } from "#util/result.ts";
import { assert } from "#util/assert.ts";
import { ok } from "#util/result.ts";
import type { FromPage, FromWorker } from "#worker/protocol.ts";
import { afterEach, describe, expect, it, vi } from "vitest";

const SERVER = { name: "n", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };
const LIVE: Connection = { state: "live", since: 0, server: SERVER, rttMs: 1 };

function memory(): KeyValues {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** One worker, in the test's hands. */
interface Hand {
  said: FromPage[];
  hear(message: FromWorker): void;
  fail(failure: PortFailure): void;
  closed: boolean;
}

function openHand(): { hand: Hand; port: FeedPort } {
  let heard: ((message: FromWorker) => void) | null = null;
  let failed: ((failure: PortFailure) => void) | null = null;
  const hand: Hand = {
    said: [],
    hear: (message) => heard?.(message),
    fail: (failure) => failed?.(failure),
    closed: false,
  };
  const port: FeedPort = {
    post: (message) => void hand.said.push(message),
    listen(onMessage, onFailure) {
      heard = onMessage;
      failed = onFailure;
    },
    close() {
      hand.closed = true;
    },
  };
  return { hand, port };
}

/** The page's end, with the worker's end in the test's hands. */
async function started(file: Result<string | null> = ok(null), overrides: Partial<FeedClientIo> = {}) {
  const errors: string[] = [];
  const hands: Hand[] = [];
  const client = createFeedClient(
    () => {
      const { hand, port } = openHand();
      hands.push(hand);
      return port;
    },
    {
      place: { hostname: "127.0.0.1", protocol: "http:" },
      stores: { device: memory(), tab: memory() },
      readDeployment: () => Promise.resolve(file),
      now: () => Date.now(),
      afterRender: (run) => run(),
      reportError: (message) => void errors.push(message),
      ...overrides,
    },
  );
  await vi.waitFor(() => expect(client.settings.get().deployment.state).not.toBe("reading"));
  const [first] = hands;
  assert(first !== undefined, "a worker is opened at once");
  return { client, errors, hands, said: first.said, hear: (message: FromWorker) => first.hear(message) };
}

/** On fake time, with a worker that has spoken. */
async function alive() {
  vi.useFakeTimers({ now: Date.now() });
  const start = await started();
  start.hear({ type: "patch", patch: { tick: 1, fresh: true, connection: LIVE, sight: { state: "whole" } } });
  return start;
}

describe("the page's end of the worker", () => {
  it("connects with what the deployment and the user say", async () => {
    const { said, client } = await started(ok('{"servers":["ws://a:1"]}'));
    expect(said).toMatchObject([{ type: "connect", settings: { servers: ["ws://a:1"] } }]);
    expect(client.settings.get()).toMatchObject({ deployment: { state: "read" }, inForce: { servers: ["ws://a:1"] } });
  });

  it("goes on without a bad rollcall.json, and says what is wrong with it", async () => {
    const { said, client } = await started(ok('{"servers":1}'));
    expect(said).toMatchObject([{ type: "connect", settings: { servers: ["ws://127.0.0.1:9222"] } }]);
    expect(client.settings.get().deployment).toEqual({
      state: "bad",
      error: 'rollcall.json: "servers" must be a list of addresses.',
    });
  });

  it("acknowledges a patch after it was applied", async () => {
    const { client, said, hear } = await started();
    const seen: [number, number][] = [];
    client.mirror.subscribe(() => seen.push([client.mirror.getView().tick, said.length]));
    hear({ type: "patch", patch: { tick: 7, fresh: true } });
    expect(seen).toEqual([[7, 1]]);
    expect(said.at(-1)).toEqual({ type: "ack", tick: 7 });
  });

  it("hands each answer to who asked, refusals as errors", async () => {
    const { client, said, hear } = await started();
    const events = client.ask({ kind: "events", channel: null, agent: null, limit: 5 });
    const malformed = client.ask({ kind: "malformed" });
    const [first, second] = said.filter((message) => message.type === "ask").map(({ id }) => id);
    hear({ type: "answer", id: second ?? 0, answer: { ok: false, error: "not connected yet" } });
    hear({ type: "answer", id: first ?? 0, answer: { ok: true, value: [] } });
    await expect(events).resolves.toEqual([]);
    await expect(malformed).rejects.toThrow("not connected yet");
  });

  it("says where the worker broke an invariant", async () => {
    const { errors, hear } = await started();
    hear({ type: "broken", message: "invariant broken" });
    expect(errors).toEqual(["invariant broken"]);
  });

  it("holds no secret in what may be shown, and none for a login without one", async () => {
    const { client, said } = await started();
    client.controls.connect({ login: { kind: "password", user: "u" } }, "s3cret");
    expect(said.at(-1)).toMatchObject({ settings: { login: { kind: "password", user: "u", pass: "s3cret" } } });
    expect(client.settings.get().hasSecret).toBe(true);
    expect(JSON.stringify(client.settings.get())).not.toContain("s3cret");
    client.controls.connect({ login: { kind: "password", user: "v" } }, null);
    expect(said.at(-1)).toMatchObject({ settings: { login: { user: "v", pass: "s3cret" } } });
    client.controls.connect({}, null);
    expect(client.settings.get().hasSecret).toBe(false);
    client.controls.connect({ login: { kind: "token" } }, null);
    expect(said.at(-1)).toMatchObject({ settings: { login: { kind: "token", token: "" } } });
  });

  it("forgets a secret that was held for another kind of login", async () => {
    const stores = { device: memory(), tab: memory() };
    const { client, said } = await started(ok(null), { stores });
    client.controls.connect({ login: { kind: "password", user: "u" } }, "s3cret");
    client.controls.connect({ login: { kind: "token" } }, null);
    expect(said.at(-1)).toMatchObject({ settings: { login: { kind: "token", token: "" } } });
    expect(client.settings.get().hasSecret).toBe(false);
    expect(loadSecret(stores)).toBe("");
    client.controls.connect({ login: { kind: "token" } }, "t0ken");
    client.controls.connect({ login: { kind: "token" } }, null);
    expect(said.at(-1)).toMatchObject({ settings: { login: { kind: "token", token: "t0ken" } } });
  });

  it("hands on what the page wants", async () => {
    const { client, said } = await started();
    client.controls.setPaused(true);
    client.controls.retryNow();
    client.controls.watchStrips([STREAM], 60_000);
    expect(client.settings.get().paused).toBe(true);
    expect(said.slice(1)).toEqual([
      { type: "pause", paused: true },
      { type: "retry-now" },
      { type: "watch", strips: [STREAM], windowMs: 60_000 },
    ]);
  });
});

describe("a worker that ends without a word", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const SILENT = "the page's own worker does not answer";

  it("is asked once a second, and any word is a sign of life", async () => {
    const { client, said, hear } = await alive();
    for (let second = 0; second < 60; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
      expect(said.at(-1)).toEqual({ type: "are-you-there" });
      if (second % 3 === 0) hear({ type: "here" });
      if (second % 3 === 1) hear({ type: "patch", patch: { tick: second } });
      expect(client.mirror.getView().connection.state).toBe("live");
    }
  });

  it("is said as a lost view within seconds, as of its last word, and goes on when it speaks again", async () => {
    const { client, hear, hands } = await alive();
    const lastWordAt = Date.now();
    await vi.advanceTimersByTimeAsync(5_500);
    expect(client.mirror.getView()).toMatchObject({
      connection: { state: "lost", since: lastWordAt, url: SERVER.url, reason: SILENT },
      sight: { state: "lost", since: lastWordAt },
    });
    expect(client.mirror.getTrouble()).toMatchObject({ gaveUp: false, nextTryAt: null });
    hear({ type: "here" });
    expect(client.mirror.getView()).toMatchObject({ connection: LIVE, sight: { state: "whole" } });
    expect(client.mirror.getTrouble()).toBeNull();
    expect(hands).toHaveLength(1);
  });

  it("is not accused by a page whose own timer did not run", async () => {
    const { client, hands } = await alive();
    // A tab that sleeps: minutes pass between ticks, and each question is answered at once.
    for (let minute = 0; minute < 20; minute++) {
      vi.setSystemTime(Date.now() + 60_000);
      await vi.advanceTimersToNextTimerAsync();
      hands[0]?.hear({ type: "here" });
      expect(client.mirror.getTrouble()).toBeNull();
    }
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersToNextTimerAsync();
    expect(client.mirror.getTrouble()).toBeNull();
  });

  it("is replaced by one that is told everything, and the view stays lost until that one says how things are", async () => {
    const { client, hands } = await alive();
    client.controls.watchStrips(["alice"], 60_000);
    client.controls.watchTasks(["42"], null);
    client.controls.setPace(1_000);
    client.controls.setPaused(true);
    const asked = client.ask({ kind: "malformed" });
    const refusal = asked.then(
      () => null,
      (error: unknown) => String(error),
    );
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await refusal).toContain("started anew");
    expect(hands[0]?.closed).toBe(true);
    expect(hands).toHaveLength(2);
    expect(hands[1]?.said.slice(0, 4)).toMatchObject([
      { type: "connect", settings: { servers: ["ws://127.0.0.1:9222"] } },
      { type: "pace", everyMs: 1_000 },
      { type: "watch", strips: ["alice"], windowMs: 60_000 },
      { type: "watch-tasks", ids: ["42"], list: null },
    ]);
    expect(client.settings.get().paused).toBe(false);
    hands[0]?.hear({ type: "patch", patch: { tick: 99, fresh: true, connection: LIVE } });
    hands[1]?.hear({ type: "here" });
    expect(client.mirror.getView().connection).toMatchObject({ state: "lost", attempt: 1 });
    hands[1]?.hear({ type: "patch", patch: { tick: 1, fresh: true, connection: LIVE } });
    expect(client.mirror.getView()).toMatchObject({ tick: 1, connection: { state: "live" } });
  });

  it("whose script cannot be had is tried a few times, then it is for a person", async () => {
    const { client, hands } = await alive();
    for (let tries = 0; tries < 20; tries++) {
      hands.at(-1)?.fail({ kind: "load" });
      await vi.advanceTimersByTimeAsync(5 * 60_000);
    }
    expect(hands).toHaveLength(7);
    expect(client.mirror.getTrouble()).toMatchObject({
      reason: "the page's own worker could not be loaded",
      tries: 6,
      gaveUp: true,
    });
    client.controls.retryNow();
    expect(hands).toHaveLength(8);
    hands[7]?.hear({ type: "patch", patch: { tick: 1, fresh: true, connection: LIVE } });
    expect(client.mirror.getTrouble()).toBeNull();
  });

  it("forgets what went wrong after a long life", async () => {
    const { client, hands } = await alive();
    for (let time = 0; time < 20; time++) {
      hands.at(-1)?.fail({ kind: "garbled" });
      expect(client.mirror.getTrouble()?.gaveUp).toBe(false);
      await vi.advanceTimersByTimeAsync(0);
      hands.at(-1)?.hear({ type: "patch", patch: { tick: 1, fresh: true, connection: LIVE } });
      for (let second = 0; second < 121; second++) {
        await vi.advanceTimersByTimeAsync(1_000);
        hands.at(-1)?.hear({ type: "here" });
      }
      expect(client.mirror.getTrouble()).toBeNull();
    }
    expect(hands).toHaveLength(21);
  });

  it("may throw and go on; one that throws before its first word is replaced", async () => {
    const { client, errors, hands } = await alive();
    hands[0]?.fail({ kind: "crash", message: "boom" });
    expect(errors).toEqual(["boom"]);
    expect(client.mirror.getTrouble()).toBeNull();
    hands[0]?.fail({ kind: "garbled" });
    await vi.advanceTimersByTimeAsync(0);
    expect(hands).toHaveLength(2);
    hands[1]?.fail({ kind: "crash", message: "at once" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(hands).toHaveLength(3);
    expect(client.mirror.getTrouble()?.reason).toBe("the page's own worker broke at its start");
  });

  it("has time to be fetched and compiled", async () => {
    vi.useFakeTimers({ now: Date.now() });
    const { client, hands } = await started();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(client.mirror.getTrouble()).toBeNull();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(client.mirror.getTrouble()?.reason).toBe(SILENT);
    expect(hands).toHaveLength(1);
  });
});
