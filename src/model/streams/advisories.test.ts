import { expect, test } from "vitest";
import type { AdvisoryWords } from "./advisories.ts";
import { adviceOf, createAdvisoryLog, noteAdvisory } from "./advisories.ts";
import { NOW } from "./stream-fixtures.ts";

function said(over: Partial<AdvisoryWords>): AdvisoryWords {
  return {
    type: "nak",
    at: NOW,
    stream: "orders",
    consumer: "worker",
    action: null,
    seq: 1,
    deliveries: 1,
    reason: null,
    leader: null,
    server: null,
    ...over,
  };
}

test("a message that was given up is listed once, with its newest word", () => {
  const log = createAdvisoryLog();
  noteAdvisory(log, said({ type: "max_deliver", seq: 7, deliveries: 3 }));
  noteAdvisory(log, said({ type: "max_deliver", seq: 8, deliveries: 3 }));
  noteAdvisory(log, said({ type: "terminated", seq: 7, deliveries: 4, reason: "unreadable" }));
  noteAdvisory(log, said({ type: "nak", seq: 9 }));
  const { poison } = adviceOf(log, "orders", 10);
  expect(poison.map(({ seq, why, reason, deliveries }) => [seq, why, reason, deliveries])).toEqual([
    [7, "terminated", "unreadable", 4],
    [8, "max-deliveries", null, 3],
  ]);
  expect(adviceOf(log, "another", 10)).toEqual({ items: [], poison: [] });
});

test("a flood of one kind is one line with its count, and both lists are bounded", () => {
  const log = createAdvisoryLog();
  for (let seq = 1; seq <= 50_000; seq += 1) noteAdvisory(log, said({ seq }));
  expect(adviceOf(log, null, 10).items).toMatchObject([{ type: "nak", count: 50_000 }]);
  for (let seq = 1; seq <= 5_000; seq += 1) noteAdvisory(log, said({ type: "max_deliver", seq, consumer: `c${seq}` }));
  expect(log.items.length).toBe(1000);
  expect(log.poison.size).toBe(2000);
  // Of 5,001 lines and of 5,000 messages.
  expect(log.dropped).toBe(4_001 + 3_000);
  expect(log.heard).toBe(55_000);
});

test("each change of a stream and each new leader is a line of its own", () => {
  const log = createAdvisoryLog();
  for (const action of ["create", "modify", "delete"])
    noteAdvisory(log, said({ type: "stream_action", consumer: null, action }));
  noteAdvisory(log, said({ type: "stream_leader_elected", consumer: null, leader: "n2" }));
  noteAdvisory(log, said({ type: "stream_leader_elected", consumer: null, leader: "n3" }));
  noteAdvisory(log, said({ type: "something_new", consumer: null }));
  expect(adviceOf(log, null, 10).items.map(({ sentence, severity }) => [sentence, severity])).toEqual([
    ["orders: something new.", null],
    ["n3 leads orders now.", null],
    ["n2 leads orders now.", null],
    ["Stream orders was deleted.", "warning"],
    ["Stream orders was changed.", null],
    ["Stream orders was made.", null],
  ]);
});
