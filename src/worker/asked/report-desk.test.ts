import { connect } from "nats";
import { describe, expect, onTestFinished, test } from "vitest";
import { provision } from "#fleet/provision.ts";
import { STAGES } from "#contract/streams.ts";
import { feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunOptions } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";
import { dial } from "../dial.ts";
import type { AskAnswers, FeedSettings } from "../protocol.ts";
import type { Session } from "../session.ts";
import { ReportDesk } from "./report-desk.ts";
import type { DeliverablesRequest } from "./deliverables-protocol.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { FeatureQuery } from "#model/deliverables/list-features.ts";

const { servers } = await testServers();
const ALL: FeatureQuery = { text: "", filter: "all", sort: "feature", order: "ascending" };

async function opened(options: RunOptions, overrides: Partial<FeedSettings> = {}) {
  const running = await runServer(options);
  onTestFinished(() => running.stop());
  const { user, pass } = running.logins.provisioner;
  const nc = await connect({ servers: running.clientUrl, ...(user === "" ? {} : { user, pass }) });
  onTestFinished(() => nc.close());
  const settings = feedSettings([running.wsUrl], overrides);
  const dialled = await dial(running.wsUrl, settings, nodeFeedIo(), {
    closed: () => undefined,
    inboxRefused: () => undefined,
  });
  assert(dialled.ok, "the server lets the dashboard in");
  const session = dialled.value;
  onTestFinished(() => session.hangUp("the test is over"));
  let held: Session | null = session;
  const desk = new ReportDesk(settings, () => held);
  return {
    nc,
    desk,
    // The desk answers each kind with its own answer.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    ask: <R extends DeliverablesRequest>(request: R) => desk.answer(request) as Promise<AskAnswers[R["kind"]]>,
    lose: () => {
      held = null;
    },
  };
}

function report(agent: string, type: string, feature: string): string {
  return `agog.deliverables.${agent}.${type}.${feature}`;
}

describe.each(servers.map((server) => ({ version: server.version, server })))("reports on $version", ({ server }) => {
  test("are listed without their bodies, read when they are looked at, and nothing is made on the server", async () => {
    const { nc, desk, ask, lose } = await opened({ server });
    await provision({ nc });
    const js = nc.jetstream();
    await js.publish(report("cynthia", "research", "søk-日本"), "# first");
    await js.publish(report("cynthia", "research", "søk-日本"), "# first, again");
    const large = JSON.stringify({ content: `# Large\n\n${"word ".repeat(500_000)}`, metadata: { agent: "sylvia" } });
    const stored = await js.publish(report("sylvia", "critique", "søk-日本"), large);
    await js.publish(report("roy", "backend", "b"), "x");

    const shelf = await ask({ kind: "deliverable-shelf" });
    expect(shelf).toMatchObject({ shelf: { state: "whole" } });
    const list = await ask({ kind: "deliverable-list", query: ALL });
    expect(list.ids).toEqual(["b", "søk-日本"]);
    expect(list.counts).toMatchObject({ features: 2, reports: 3, versions: 4, read: 0 });

    const [unread] = await ask({ kind: "deliverable-rows", features: ["søk-日本"], read: false });
    expect(unread).toMatchObject({ nextSince: null, next: "backend", stages: [{ stage: "research" }, {}] });
    const [row] = await ask({ kind: "deliverable-rows", features: ["søk-日本", "none"], read: true });
    const bytes = new TextEncoder().encode(large).length;
    expect(row?.stages).toMatchObject([
      { reports: [{ versions: 2, newest: { stream: "agog_features_research", seq: 2, bytes: 14 } }] },
      { reports: [{ versions: 1, newest: { seq: stored.seq, bytes } }] },
    ]);
    expect(row?.nextSince).toBe(row?.stages[1]?.reports[0]?.newest?.at);

    const LARGE = { feature: "søk-日本", agent: "sylvia", type: "critique" };
    const versions = await ask({ kind: "report-versions", feature: "søk-日本", agent: "cynthia", type: "research" });
    expect(versions).toMatchObject({
      state: "held",
      versions: [
        { seq: 2, bytes: 14 },
        { seq: 1, bytes: 7 },
      ],
    });
    const body = await ask({ kind: "report", ...LARGE, seq: null, raw: false });
    assert(body.state === "held", "the report is there");
    expect(body.pages.text.length).toBe(2_500_009);
    expect(body.pages.metadata).toEqual([{ name: "agent", value: "sylvia" }]);

    expect(await ask({ kind: "report-changes", stream: "agog_features_research", seq: 2, against: 1 })).toMatchObject({
      state: "compared",
      more: 0,
      rows: [{ kind: "removed" }, { kind: "added", changed: [{ from: 7 }] }],
    });
    expect(await ask({ kind: "report-changes", stream: "agog_features_research", seq: 2, against: 9 })).toEqual({
      state: "gone",
      which: "older",
    });

    // What the feed brings is there at once; what was deleted goes with the next list.
    desk.note({
      stream: "agog_features_qa",
      from: 1,
      to: 1,
      messages: [{ seq: 1, at: 5, subject: report("billy", "qa", "b"), data: new Uint8Array(3), headers: {} }],
    });
    expect(await ask({ kind: "deliverable-rows", features: ["b"], read: false })).toMatchObject([
      { skipped: ["research", "critique", "frontend"], next: "statistics", nextSince: 5 },
    ]);
    const manager = await nc.jetstreamManager();
    await manager.streams.deleteMessage("agog_features_research", 1);
    await manager.streams.deleteMessage("agog_features_backend", 1);
    await ask({ kind: "deliverable-shelf" });
    const after = await ask({ kind: "deliverable-list", query: ALL });
    expect(after.counts).toMatchObject({ features: 2, versions: 3 });
    expect(after.counts.done).toMatchObject({ backend: 0, qa: 1, research: 1 });
    expect(await ask({ kind: "report", feature: "b", agent: "roy", type: "backend", seq: 1, raw: true })).toEqual({
      state: "gone",
    });

    const infos = await Promise.all(STAGES.map(({ stream }) => manager.streams.info(stream)));
    expect(infos.map(({ state }) => state.consumer_count)).toEqual(STAGES.map(() => 0));
    lose();
    expect(isFailure(await ask({ kind: "deliverable-shelf" }))).toBe(true);
    expect((await ask({ kind: "deliverable-list", query: ALL })).counts.features).toBe(2);
    expect(await ask({ kind: "report", feature: "b", agent: "roy", type: "backend", seq: 1, raw: true })).toEqual({
      state: "not-connected",
    });
  });
});

describe("on the newest server", () => {
  const server = servers.at(-1);

  test("what is not known yet is read a part at a time until nothing is left, and what cannot be read is not tried for ever", async () => {
    const { nc, desk, ask, lose } = await opened(server === undefined ? {} : { server });
    await provision({ nc });
    const js = nc.jetstream();
    for (let index = 1; index <= 30; index += 1)
      await js.publish(report("roy", "backend", `f-${index}`), "x".repeat(1_000));
    // Nobody asked yet: nothing of it is kept.
    desk.note({
      stream: "agog_features_qa",
      from: 1,
      to: 1,
      messages: [{ seq: 1, at: 5, subject: report("billy", "qa", "ghost"), data: new Uint8Array(3), headers: {} }],
    });
    const query = { ...ALL, sort: "size" } as const;
    expect((await ask({ kind: "deliverable-list", query })).counts).toMatchObject({ features: 30, read: 0 });
    const shelf = await ask({ kind: "deliverable-shelf" });
    assert(!isFailure(shelf), "the streams answer");
    expect(shelf.unreadBytes).toBeGreaterThan(30_000);

    const first = await ask({ kind: "deliverable-fill", maxBytes: 10_000 });
    assert(!isFailure(first), "the streams answer");
    expect(first.left).toBeGreaterThan(15);
    expect(first.left).toBeLessThan(30);
    // Heard of, and gone before anybody looked.
    const names = Array.from({ length: 30 }, (_, index) => `f-${index + 1}`);
    const rows = await ask({ kind: "deliverable-rows", features: names, read: false });
    const unread = rows.find(({ stages }) => stages[0]?.reports[0]?.newest === null);
    assert(unread !== undefined, "some are not read yet");
    const gone = names.indexOf(unread.feature) + 1;
    await (await nc.jetstreamManager()).streams.deleteMessage("agog_features_backend", gone);
    expect(await ask({ kind: "deliverable-fill", maxBytes: Number.POSITIVE_INFINITY })).toEqual({ left: 0 });
    expect((await ask({ kind: "deliverable-list", query })).counts).toMatchObject({ reports: 30, read: 29 });
    lose();
    expect(isFailure(await ask({ kind: "deliverable-fill", maxBytes: 1 }))).toBe(true);
  });

  test("what came since the list counts once, however often the streams are asked again", async () => {
    const { nc, desk, ask } = await opened(server === undefined ? {} : { server });
    await provision({ nc });
    const js = nc.jetstream();
    const subject = report("roy", "backend", "b");
    await js.publish(subject, "x");
    await ask({ kind: "deliverable-shelf" });
    for (let seq = 2; seq <= 4; seq += 1) {
      await js.publish(subject, "x");
      const message = { seq, at: seq, subject, data: new Uint8Array(1), headers: {} };
      for (let time = 1; time <= 2; time += 1) {
        desk.note({ stream: "agog_features_backend", from: seq, to: seq, messages: [message] });
        await ask({ kind: "deliverable-shelf" });
      }
      expect((await ask({ kind: "deliverable-list", query: ALL })).counts.versions).toBe(seq);
    }
  });

  test("a stream that this login may not ask is a gap with a name, and the rest is shown", async () => {
    const { nc, ask } = await opened(server === undefined ? {} : { server }, {
      streams: ["agog_features_backend", "not_there"],
    });
    await provision({ nc });
    await nc.jetstream().publish(report("roy", "backend", "b"), "x");
    expect(await ask({ kind: "deliverable-shelf" })).toMatchObject({
      shelf: { state: "part", missing: [{ stream: "not_there", reason: "gone" }] },
    });
    expect((await ask({ kind: "deliverable-list", query: ALL })).ids).toEqual(["b"]);
  });
});
