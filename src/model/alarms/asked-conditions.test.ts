import { consumerConditions, poisonConditions, serverConditions, streamConditions } from "./asked-conditions.ts";
import type { Found } from "./condition.ts";
import { DEFAULT_ALARM_THRESHOLDS } from "./thresholds.ts";
import type { AskFailure } from "../asked/ask-failure.ts";
import type { ConsumerList, ConsumerRow } from "../streams/consumer-list.ts";
import { countVerdicts } from "../streams/consumer-list.ts";
import type { StreamOver } from "../streams/stream-fixtures.ts";
import { consumerOf, NOW, streamOf } from "../streams/stream-fixtures.ts";
import type { StreamList } from "../streams/stream-list.ts";
import { streamRow } from "../streams/stream-list.ts";
import { DEFAULT_THRESHOLDS } from "../streams/thresholds.ts";
import { MINUTE_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

const FORBIDDEN: AskFailure = { state: "failed", why: "forbidden", subject: "$JS.API.STREAM.LIST", detail: null };
const SLOW: AskFailure = { ...FORBIDDEN, why: "timeout" };

function found(of: Found): readonly [id: string, level: string, severity: string][] {
  return of.state === "judged" ? of.conditions.map(({ id, level, severity }) => [id, level, severity]) : [];
}

function listOf(...streams: StreamOver[]): StreamList {
  const rows = streams.map((over) => streamRow(streamOf(over), null, NOW, DEFAULT_THRESHOLDS));
  return { rows, total: rows.length, missing: null, unanswered: [], account: FORBIDDEN };
}

function filled(messages: number, over: StreamOver = {}): StreamOver {
  return {
    name: "S",
    discard: "new",
    ...over,
    limits: { messages: 100, bytes: null },
    state: { messages, firstSeq: 1, lastSeq: messages },
  };
}

const fill = (over: StreamOver): Found => streamConditions(listOf(over), DEFAULT_ALARM_THRESHOLDS)["stream-fill"];

const poison = (seq: number, at: number) => ({
  stream: "S",
  consumer: "c",
  seq,
  deliveries: 5,
  why: "max-deliveries" as const,
  reason: null,
  at,
});

describe("a stream", () => {
  it("that refuses at its limit is an alarm near it, and a worse one at it", () => {
    expect(found(fill(filled(84)))).toEqual([]);
    expect(found(fill(filled(87)))).toEqual([["S", "hold", "warning"]]);
    expect(found(fill(filled(90)))).toEqual([["S", "raise", "warning"]]);
    expect(found(fill(filled(98)))).toEqual([["S", "raise", "critical"]]);
    const full = fill(filled(100));
    expect(full.state === "judged" ? full.conditions[0]?.sentence : "").toBe("S is full: publishers are refused.");
  });

  it("that lets its oldest messages go is none, and one that loses work is", () => {
    expect(found(fill(filled(100, { discard: "old", retention: "limits" })))).toEqual([]);
    expect(found(fill(filled(95, { discard: "old", retention: "workqueue" })))).toEqual([["S", "raise", "warning"]]);
  });

  it("that cannot be asked about is not judged: for good where it is refused", () => {
    const answers = [FORBIDDEN, SLOW].map(
      (failure) => streamConditions(failure, DEFAULT_ALARM_THRESHOLDS)["stream-fill"],
    );
    expect(answers).toMatchObject([
      { state: "not-judged", final: true, why: "This login may not ask $JS.API.STREAM.LIST." },
      { state: "not-judged", final: false },
    ]);
    const part = { ...listOf(filled(10)), missing: SLOW };
    expect(streamConditions(part, DEFAULT_ALARM_THRESHOLDS)["stream-fill"].state).toBe("not-judged");
  });
});

function rowOf(name: string, verdict: ConsumerRow["verdict"]): ConsumerRow {
  const facts = consumerOf({ name });
  return { key: `${facts.stream}/${name}`, facts, verdict, trend: null, findings: [], since: null, at: NOW };
}

function listed(asked: number, of: number): ConsumerList {
  const rows = [
    rowOf("grave", { name: "nobody-pulling", severity: "warning", reason: "Nobody pulls." }),
    rowOf("fine", { name: "healthy", severity: null, reason: "All is well." }),
  ];
  return {
    ids: rows.map(({ key }) => key),
    rows,
    total: rows.length,
    counts: countVerdicts(rows),
    streams: { asked, of },
    how: "one-question",
    missing: null,
    unanswered: [],
    pendingApproximate: false,
  };
}

describe("a consumer", () => {
  it("whose verdict is grave is an alarm; those of streams not asked yet are not judged", () => {
    const judged = consumerConditions(listed(1, 1));
    expect(judged).toMatchObject({ state: "judged", conditions: [{ link: { kind: "consumer", name: "grave" } }] });
    expect(consumerConditions(listed(1, 3))).toMatchObject({ state: "not-judged", final: false });
    expect(consumerConditions(FORBIDDEN)).toMatchObject({ state: "not-judged", final: true });
  });
});

describe("messages that were given up", () => {
  const feed = { items: [], heard: 2, dropped: 0, listening: "yes" as const, since: NOW };

  it("are one alarm for each consumer, until none came for a while", () => {
    const two = { ...feed, poison: [poison(9, NOW - MINUTE_MS), poison(7, NOW - 5 * MINUTE_MS)] };
    expect(poisonConditions(two, DEFAULT_ALARM_THRESHOLDS, NOW)).toMatchObject({
      conditions: [
        { id: "S/c", since: NOW - 5 * MINUTE_MS, sentence: "c of S gave up 2\u00A0messages; the newest is 9." },
      ],
    });
    expect(found(poisonConditions(two, DEFAULT_ALARM_THRESHOLDS, NOW + 30 * MINUTE_MS))).toEqual([]);
    expect(poisonConditions({ ...two, listening: "forbidden" }, DEFAULT_ALARM_THRESHOLDS, NOW)).toMatchObject({
      final: true,
    });
  });
});

it("servers that tell this account nothing are not judged", () => {
  const account = {
    source: "account" as const,
    missing: [FORBIDDEN],
    lacks: [],
    servers: [],
    clusterFindings: [],
    accounts: [],
  };
  const answers = serverConditions(account, DEFAULT_ALARM_THRESHOLDS);
  expect(Object.values(answers).map(({ state }) => state)).toEqual(["not-judged", "not-judged", "not-judged"]);
  expect(serverConditions({ ...account, source: "system" }, DEFAULT_ALARM_THRESHOLDS)["server-health"]).toEqual({
    state: "judged",
    conditions: [],
  });
});
