import type { FeedClientIo } from "./feed-client.ts";
import { createFeedClient } from "./feed-client.ts";
import type { KeyValues } from "./user-settings.ts";
import { loadSecret } from "./user-settings.ts";
import { STREAM } from "#model/fixtures.ts";
import type { Result } from "#util/result.ts";
import { ok } from "#util/result.ts";
import type { FromPage, FromWorker } from "#worker/protocol.ts";
import { expect, describe, it, vi } from "vitest";

function memory(): KeyValues {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** The page's end, with the worker's end in the test's hands. */
async function started(file: Result<string | null> = ok(null), overrides: Partial<FeedClientIo> = {}) {
  const said: FromPage[] = [];
  const errors: string[] = [];
  const listeners: ((message: FromWorker) => void)[] = [];
  const client = createFeedClient(
    {
      post: (message) => void said.push(message),
      listen: (listener) => void listeners.push(listener),
      close: () => undefined,
    },
    {
      place: { hostname: "127.0.0.1", protocol: "http:" },
      stores: { device: memory(), tab: memory() },
      readDeployment: () => Promise.resolve(file),
      reportError: (message) => void errors.push(message),
      ...overrides,
    },
  );
  await vi.waitFor(() => expect(client.settings.get().deployment.state).not.toBe("reading"));
  return {
    client,
    said,
    errors,
    hear: (message: FromWorker) => {
      for (const listener of listeners) listener(message);
    },
  };
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
