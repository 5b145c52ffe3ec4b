import { eventFixture } from "#model/channels/event-fixture.ts";
import type { AskAnswers } from "#worker/protocol.ts";
import type { FeedClient } from "./feed-client.ts";
import { feedOfView } from "./feed-of-view.ts";
import { FeedProvider, useAgent, useAsk, useFrozenNow, useServerNow, useView } from "./feed.tsx";
import { beatOf, chunkOf, fleetOf, NOON, viewOf } from "#model/fixtures.ts";
import { foldChunk } from "#model/fleet.ts";
import { takeChanges } from "#model/take-changes.ts";
import { SECOND_MS } from "#util/units.ts";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";

function Agent({ id, painted }: { id: string; painted: string[] }) {
  const agent = useAgent(id);
  painted.push(id);
  return <p>{`${id} ${agent?.status ?? "nobody"}`}</p>;
}

test("a part is painted again when it changed, and only then", async () => {
  const fleet = fleetOf([beatOf(1, NOON, "alice"), beatOf(2, NOON, "bob")]);
  const client = feedOfView(viewOf(fleet));
  const painted: string[] = [];
  const screen = await render(
    <FeedProvider client={client}>
      <Agent id="alice" painted={painted} />
      <Agent id="bob" painted={painted} />
    </FeedProvider>,
  );
  await expect.element(screen.getByText("bob idle")).toBeVisible();
  painted.length = 0;

  foldChunk(fleet, chunkOf([beatOf(3, NOON + SECOND_MS, "bob", { status: "busy" })]));
  client.mirror.apply({ tick: 2, ...takeChanges(fleet) });

  await expect.element(screen.getByText("bob busy")).toBeVisible();
  expect(painted).toEqual(["bob"]);
});

function Ids({ painted }: { painted: string[][] }) {
  const ids = useView(
    (view) => [...view.agents.keys()],
    (a, b) => a.join(" ") === b.join(" "),
  );
  painted.push(ids);
  return <p>{ids.join(" and ")}</p>;
}

test("a part that is built anew keeps its reference while it is equal", async () => {
  const fleet = fleetOf([beatOf(1, NOON, "alice")]);
  const client = feedOfView(viewOf(fleet));
  const painted: string[][] = [];
  const screen = await render(
    <FeedProvider client={client}>
      <Ids painted={painted} />
    </FeedProvider>,
  );
  await expect.element(screen.getByText("alice")).toBeVisible();
  foldChunk(fleet, chunkOf([beatOf(2, NOON + SECOND_MS, "alice", { status: "busy" })]));
  client.mirror.apply({ tick: 2, ...takeChanges(fleet) });
  foldChunk(fleet, chunkOf([beatOf(3, NOON + SECOND_MS, "bob")]));
  client.mirror.apply({ tick: 3, ...takeChanges(fleet) });
  await expect.element(screen.getByText("alice and bob")).toBeVisible();
  expect(new Set(painted).size).toBe(2);
});

function Clock() {
  const judging = useServerNow();
  const ages = useFrozenNow();
  const moving = ages === null ? "there is no clock" : ages === NOON ? "ages stand still" : "ages go on";
  return <p>{`${judging === null ? "nobody is judged" : "judged"}, ${moving}`}</p>;
}

function clockOf(client: FeedClient) {
  return render(
    <FeedProvider client={client}>
      <Clock />
    </FeedProvider>,
  );
}

test("while the view is lost nobody is judged and ages stand still", async () => {
  const view = viewOf(fleetOf([beatOf(1, NOON, "alice")]));
  const clock = { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null } as const;
  const client = feedOfView({ ...view, clock, sight: { state: "whole" } });
  const screen = await clockOf(client);
  await expect.element(screen.getByText("judged, ages go on")).toBeVisible();
  client.mirror.apply({ tick: 2, clock: { ...clock, offsetMs: NOON - 1000 }, sight: { state: "lost", since: 1000 } });
  await expect.element(screen.getByText("nobody is judged, ages stand still")).toBeVisible();
  client.mirror.apply({ tick: 3, clock: null });
  await expect.element(screen.getByText("nobody is judged, there is no clock")).toBeVisible();
});

function Events({ changed }: { changed: number }) {
  const { data, error } = useAsk({ kind: "events", channel: "errors", agent: null, limit: 5 }, { changed });
  return <p>{error === null ? `${data?.length ?? "no"} events` : error.message}</p>;
}

test("a question is asked again when what it hangs on changed, and a refusal is seen", async () => {
  let asked = 0;
  const fixed = feedOfView(viewOf(fleetOf([])), { events: [] });
  const client: FeedClient = {
    ...fixed,
    ask: (request) => {
      asked++;
      return asked < 3 ? fixed.ask(request) : Promise.reject(new Error("the worker did not answer"));
    },
  };
  const page = (changed: number) => (
    <FeedProvider client={client}>
      <Events changed={changed} />
    </FeedProvider>
  );
  const screen = await render(page(1));
  await expect.element(screen.getByText("0 events")).toBeVisible();
  await screen.rerender(page(1));
  expect(asked).toBe(1);
  await screen.rerender(page(2));
  await expect.poll(() => asked).toBe(2);
  await screen.rerender(page(3));
  await expect.element(screen.getByText("the worker did not answer")).toBeVisible();
});

test("what changes while an answer is on its way is asked for once more when it is there", async () => {
  const answers: Partial<AskAnswers> = { events: [] };
  const fixed = feedOfView(viewOf(fleetOf([])), answers);
  const gates: (() => void)[] = [];
  const client: FeedClient = {
    ...fixed,
    ask: async (request) => {
      await new Promise<void>((open) => void gates.push(open));
      return fixed.ask(request);
    },
  };
  const page = (changed: number) => (
    <FeedProvider client={client}>
      <Events changed={changed} />
    </FeedProvider>
  );
  const screen = await render(page(1));
  await expect.poll(() => gates.length).toBe(1);
  await screen.rerender(page(2));
  await screen.rerender(page(3));
  gates[0]?.();
  await expect.element(screen.getByText("0 events")).toBeVisible();
  await expect.poll(() => gates.length).toBe(2);
  answers.events = [eventFixture(1)];
  gates[1]?.();
  await expect.element(screen.getByText("1 events")).toBeVisible();
  expect(gates).toHaveLength(2);
});
