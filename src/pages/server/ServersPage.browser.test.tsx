import { App } from "../../app.tsx";
import { serverPath, serversPath } from "../../paths.ts";
import { createAppRouter } from "../../routes.tsx";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { emptyView } from "#model/empty-view.ts";
import type { ConnectionList, ConnectionRow } from "#model/server/connection-list.ts";
import type { ServerFacts } from "#model/server/server-facts.ts";
import { linkFacts, serverFacts } from "#model/server/server-fixture.ts";
import type { ServerList } from "#model/server/server-list.ts";
import { judgeServers, linesOf } from "#model/server/server-list.ts";
import type { Roster } from "#model/server/server-roster.ts";
import { EMPTY_ROSTER, nextRoster } from "#model/server/server-roster.ts";
import { DEFAULT_SERVER_THRESHOLDS } from "#model/server/server-thresholds.ts";
import type { FleetView } from "#model/view.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import { assert } from "#util/assert.ts";
import { SECOND_MS } from "#util/units.ts";
import type { AskAnswers } from "#worker/protocol.ts";
import "#ui/base.css";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

const now = performance.timeOrigin + performance.now();

function liveView(): FleetView {
  return {
    ...emptyView(now),
    tick: 1,
    connection: {
      state: "live",
      since: now,
      server: { name: "n1", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null },
      rttMs: 1,
    },
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    newestAt: now,
  };
}

/** Looked at every five seconds, the last time just now. */
function looked(looks: readonly (readonly Partial<ServerFacts>[])[]): Roster {
  return looks.reduce<Roster>(
    (roster, look, index) =>
      nextRoster(
        roster,
        look.map((one) => serverFacts({ at: now, startedAt: now - 3_600_000, ...one })),
        now - (looks.length - 1 - index) * 5 * SECOND_MS,
      ),
    EMPTY_ROSTER,
  );
}

function listOf(roster: Roster, changes: Partial<ServerList> = {}): ServerList {
  const { rows, clusterFindings } = judgeServers({ roster, links: null, ownId: "ID1", now }, DEFAULT_SERVER_THRESHOLDS);
  return { source: "system", missing: [], lacks: [], servers: rows, clusterFindings, accounts: [], ...changes };
}

function detailOf(roster: Roster): AskAnswers["server"] {
  const [known] = roster.servers;
  const { servers, clusterFindings } = listOf(roster);
  const [row] = servers;
  assert(known !== undefined && row !== undefined, "there is a server");
  return {
    source: "system",
    lacks: [],
    row,
    clusterFindings: clusterFindings.map(({ finding }) => finding),
    lines: linesOf(known),
    links: [linkFacts(), linkFacts({ kind: "gateway", remote: "west", direction: "out", rttMs: 80 })],
    otherServers: servers.length - 1,
  };
}

function connectionRow(cid: number, changes: Partial<ConnectionRow> = {}): ConnectionRow {
  return {
    key: `n1/${cid}`,
    server: "n1",
    cid,
    name: `client ${cid}`,
    user: "agent",
    account: "FLEET",
    lang: "go",
    version: "1.40",
    type: "nats",
    address: `10.0.0.1:${cid}`,
    startedAt: now,
    idleMs: 1_000,
    pendingBytes: 0,
    rttMs: 1,
    subscriptions: 3,
    inMessages: 1,
    outMessages: 2,
    inBytes: 3,
    outBytes: 4,
    tls: null,
    closed: null,
    isOurs: false,
    trouble: null,
    ...changes,
  };
}

function connectionsOf(rows: readonly ConnectionRow[]): ConnectionList {
  const troubled = rows.filter(({ trouble }) => trouble !== null).length;
  return {
    source: "system",
    ids: rows.map(({ key }) => key),
    rows: rows.slice(0, 60),
    held: rows.length,
    total: rows.length,
    troubled,
    missing: null,
  };
}

async function open(path: string, answers: Partial<AskAnswers>): Promise<void> {
  await page.viewport(1280, 900);
  window.location.hash = path;
  await render(<App client={feedOfView(liveView(), answers)} router={createAppRouter()} />);
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
}

function refused(figure: string, why: AskFailure["why"]): AskFailure {
  return { state: "failed", why, subject: `$SYS.REQ.SERVER.PING.${figure}`, detail: null };
}

const summary = () => page.getByRole("status", { name: "Summary" });

test("a server that stands alone is told in full, its lines with it", async () => {
  const roster = looked([[{}], [{ inMessages: 100 }], [{ inMessages: 200 }]]);
  const rows = [
    connectionRow(1, { trouble: "pending", pendingBytes: 5 * 2 ** 20 }),
    connectionRow(2, { isOurs: true }),
  ];
  await open(serversPath(), {
    servers: listOf(roster),
    server: detailOf(roster),
    connections: connectionsOf(rows),
    "connection-rows": rows,
  });
  await expect.element(summary()).toHaveTextContent(/n1 is well: nats-server 2\.15\.1, up since .*, no slow consumer/u);
  await expect.element(page.getByRole("figure", { name: "Messages a second" })).toHaveTextContent(/in: 20/u);
  await expect.element(page.getByRole("table", { name: "Links" })).toHaveTextContent(/gateway out.*80\sms/u);
  await expect.element(page.getByRole("table", { name: "Connections" })).toHaveTextContent(/client 1.*5\sMiB/u);
  await expect.element(page.getByText("1 slow or far away")).toBeVisible();
});

test("of several, the one that says nothing any more leads, with its last figures and what to do", async () => {
  const [one, two] = [{}, { id: "ID2", name: "n2", version: "2.9.10", slowConsumersBy: null, stalledClients: null }];
  const cluster = { cluster: "c", remotes: 1 };
  const both = [
    { ...cluster, ...one },
    { ...cluster, ...two },
  ];
  const roster = looked([both, [{ ...cluster, remotes: 0 }], [{ ...cluster, remotes: 0 }]]);
  await open(serversPath(), { servers: listOf(roster), connections: connectionsOf([]) });
  await expect.element(summary()).toHaveTextContent(/n2 has not answered since .* 2\sservers in all/u);
  const table = page.getByRole("table", { name: "Servers" });
  await expect.element(table.getByRole("row", { name: /n2/u })).toHaveTextContent(/silent \d/u);
  await expect.element(page.getByRole("list", { name: "Findings" })).toHaveTextContent("server-silent");
  await expect.element(page.getByText(/nats-server 2\.9\.10 does not count slow consumers by kind/u)).toBeVisible();
  // By keyboard alone: to the row, and into it.
  const row = table.getByRole("row", { name: /n1/u }).element();
  assert(row instanceof HTMLElement, "the row can take the focus");
  row.focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => window.location.hash).toBe(serverPath("n1"));
});

test("what this login may not ask is said with the lines that let it, whole or in part", async () => {
  const missing = [refused("VARZ", "no-responders")];
  await open(serversPath(), { servers: listOf(EMPTY_ROSTER, { source: "account", missing }) });
  await expect.element(summary()).toHaveTextContent("this login may not ask them");
  await expect
    .element(page.getByRole("figure", { name: "nats-server.conf" }))
    .toHaveTextContent('"$SYS.REQ.SERVER.PING.CONNZ"');
  await expect.element(page.getByRole("figure", { name: "rollcall.json" })).toHaveTextContent("monitorUrls");
});

test("single figures that are missing do not take the others with them", async () => {
  const roster = looked([[{}]]);
  const lacks = [refused("LEAFZ", "forbidden")];
  await open(serversPath(), {
    servers: listOf(roster, { lacks }),
    server: detailOf(roster),
    connections: connectionsOf([]),
  });
  await expect.element(page.getByText(/Not shown: leaf nodes\./u)).toBeVisible();
  await expect.element(page.getByRole("figure", { name: "nats-server.conf" })).toHaveTextContent("PING.LEAFZ");
  await expect.element(page.getByRole("region", { name: "Figures" })).toHaveTextContent("127.0.0.1:4222");
});

test("ten thousand connections: only the rows in view exist", async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => connectionRow(index + 1));
  const roster = looked([[{}]]);
  await open(serversPath(), {
    servers: listOf(roster),
    server: detailOf(roster),
    connections: connectionsOf(rows),
    "connection-rows": rows.slice(0, 60),
  });
  await expect.element(page.getByText("10,000 connections")).toBeVisible();
  const table = page.getByRole("table", { name: "Connections" });
  expect(table.element().getAttribute("aria-rowcount")).toBe("10001");
  expect(table.element().querySelectorAll("tr[data-id]").length).toBeLessThan(80);
});
