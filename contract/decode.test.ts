import { describe, expect, test } from "vitest";
import type { Decoded } from "./decode.ts";
import { decode } from "./decode.ts";
import { assert } from "#util/assert.ts";

const encoder = new TextEncoder();

/** Text goes as it is, anything else as JSON. */
function read(subject: string, body: unknown) {
  const data =
    body instanceof Uint8Array ? body : encoder.encode(typeof body === "string" ? body : JSON.stringify(body));
  return decode(subject, data);
}

function readable(subject: string, body: unknown): Decoded {
  const result = read(subject, body);
  assert(result.ok, `readable: ${JSON.stringify(result)}`);
  return result.value;
}

function reasonOf(subject: string, body: unknown): string {
  const result = read(subject, body);
  return result.ok ? "readable" : result.error.reason;
}

function nested(levels: number): string {
  return `{"deep":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
}

const BEAT = "mjwork.heartbeat.alice";
const TASK = "mjwork.tasks.claimed";

describe("a heartbeat", () => {
  const empty = {
    status: null,
    current_task: null,
    current_task_title: null,
    timestamp: null,
    agent_id: null,
    needs_approval: false,
    approval_message: null,
    description: null,
    capabilities: [],
    heartbeat_interval: null,
  };

  test.each([
    ["the least there is", {}, {}],
    [
      "the usual",
      { status: "busy", current_task: "42", timestamp: "2026-02-09T14:55:01Z" },
      { status: "busy", current_task: "42", timestamp: "2026-02-09T14:55:01Z" },
    ],
    [
      "a zone-less time, as written",
      { timestamp: "2026-02-09T14:55:01.123456" },
      { timestamp: "2026-02-09T14:55:01.123456" },
    ],
    ["a status nobody knows, as written", { status: "thinking" }, { status: "thinking" }],
    ["a status that is no text", { status: 7 }, {}],
    ["a numeric task", { current_task: 42 }, { current_task: "42" }],
    [
      "free text for a task",
      { current_task: "Fixing the thing, see notes" },
      { current_task: "Fixing the thing, see notes" },
    ],
    [
      "an approval",
      { needs_approval: true, approval_message: "Publish?" },
      { needs_approval: true, approval_message: "Publish?" },
    ],
    ["an approval that is no boolean", { needs_approval: "yes" }, {}],
    ["capabilities", { capabilities: ["a", "b"] }, { capabilities: ["a", "b"] }],
    ["capabilities that are no texts", { capabilities: ["a", 1] }, {}],
    ["an interval in seconds", { heartbeat_interval: 12.5 }, { heartbeat_interval: 12.5 }],
    ["an interval of nothing", { heartbeat_interval: 0 }, {}],
    ["an interval in words", { heartbeat_interval: "30" }, {}],
    ["nulls everywhere", { ...empty, needs_approval: null, capabilities: null }, {}],
    [
      "a key of JavaScript's own",
      JSON.parse('{"status":"idle","__proto__":{"status":"busy"},"constructor":1}'),
      { status: "idle" },
    ],
    ["half a surrogate pair", '{"status":"busy","current_task":"\\ud800"}', { status: "busy", current_task: "\ud800" }],
    ["a byte order mark", '\ufeff{"status":"idle"}', { status: "idle" }],
    ["200 levels", nested(200), {}],
    ["an endless number", '{"heartbeat_interval":1e999,"current_task":1e999}', {}],
  ])("%s", (_what, body, expected) => {
    expect(readable(BEAT, body)).toEqual({ family: "heartbeat", agent: "alice", beat: { ...empty, ...expected } });
  });

  test.each([
    ["no JSON", "{", "not-json"],
    ["nothing", "", "not-json"],
    ["NaN", '{"heartbeat_interval":NaN}', "not-json"],
    ["a list", [], "not-an-object"],
    ["null", null, "not-an-object"],
    ["a number", 7, "not-an-object"],
    ["a text", '"idle"', "not-an-object"],
    ["bytes that are no UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), "not-utf8"],
    ["201 levels", nested(201), "too-deep"],
    ["a hundred thousand levels", nested(100_000), "too-deep"],
  ])("refused: %s", (_what, body, reason) => {
    expect(reasonOf(BEAT, body)).toBe(reason);
  });

  test("10 MiB of it are read", () => {
    const body = { status: "idle", description: "x".repeat(10 * 2 ** 20 - 64) };
    expect(readable(BEAT, body)).toMatchObject({ beat: { status: "idle" } });
  });

  test("names its agent by the subject, whatever the body says", () => {
    expect(readable("mjwork.heartbeat.Debbie", { agent_id: "debbie" })).toMatchObject({
      agent: "Debbie",
      beat: { agent_id: "debbie" },
    });
  });
});

describe("a task", () => {
  test.each([
    ["an older claim", TASK, { task_id: "42", owner: "alice" }, { taskId: "42", status: "claimed", owner: "alice" }],
    [
      "the newer form",
      "mjwork.tasks",
      { task_id: "42", status: "completed" },
      { taskId: "42", status: "completed", owner: null },
    ],
    ["the newer form without a status", "mjwork.tasks", { task_id: "42" }, { status: "unknown" }],
    [
      "a failure on .completed",
      "mjwork.tasks.completed",
      { task_id: "42", status: "failed", error: "no" },
      { status: "failed", error: "no" },
    ],
    ["a status nobody knows", TASK, { task_id: "42", status: "paused" }, { status: "paused" }],
    ["a status that is no text", TASK, { task_id: "42", status: 3 }, { status: "claimed" }],
    ["a subject nobody knows", "mjwork.tasks.paused", { task_id: "42" }, { status: "paused" }],
    ["a numeric id", TASK, { task_id: 42 }, { taskId: "42" }],
    ["an id with spaces", TASK, { task_id: "task 42" }, { taskId: "task 42" }],
    ["an id of JavaScript's own", TASK, { task_id: "__proto__" }, { taskId: "__proto__" }],
    ["an owner in claimed_by", TASK, { task_id: "1", claimed_by: "bob" }, { owner: "bob" }],
    ["an owner in completed_by", TASK, { task_id: "1", completed_by: "bob" }, { owner: "bob" }],
    ["an owner in agent_id", TASK, { task_id: "1", agent_id: 7 }, { owner: "7" }],
    ["no owner", TASK, { task_id: "1" }, { owner: null }],
    ["an owner that is nothing", TASK, { task_id: "1", owner: "", agent_id: "bob" }, { owner: "bob" }],
    ["a numeric priority", TASK, { task_id: "1", priority: 2 }, { priority: "2" }],
    ["numeric blockers", TASK, { task_id: "1", blocked_by: [41, "b"] }, { blockedBy: ["41", "b"] }],
    ["blockers that are no list", TASK, { task_id: "1", blocked_by: "41" }, { blockedBy: [] }],
    ["any result", TASK, { task_id: "1", result: { a: [1] } }, { result: { a: [1] } }],
    [
      "zone-less times, as written",
      TASK,
      { task_id: "1", claimed_at: "2026-02-09T14:55:01" },
      { claimedAt: "2026-02-09T14:55:01" },
    ],
  ])("%s", (_what, subject, body, expected) => {
    expect(readable(subject, body)).toMatchObject({ family: "task", task: expected });
  });

  test.each([
    ["no id", { title: "x" }, "missing-task-id"],
    ["an empty id", { task_id: "" }, "missing-task-id"],
    ["a null id", { task_id: null }, "missing-task-id"],
    ["an id that is a list", { task_id: ["42"] }, "wrong-type"],
    ["an id that is no number", '{"task_id":1e999}', "wrong-type"],
    ["a list", [{ task_id: "42" }], "not-an-object"],
  ])("refused: %s", (_what, body, reason) => {
    expect(reasonOf(TASK, body)).toBe(reason);
  });
});

describe("a message", () => {
  const CHANNEL = "mjwork.coordination";

  test.each([
    [
      "text with lines and emoji",
      { agent_id: "bob", content: "a\nb ✅" },
      { agent: "bob", text: "a\nb ✅", registration: null },
    ],
    ["an object", { agent_id: "bob", content: { a: 1 } }, { text: '{"a":1}' }],
    ["a numeric agent", { agent_id: 7, content: "x" }, { agent: "7" }],
    ["an error report", { agent_id: "bob", error: "boom" }, { text: "boom" }],
    ["only a message", { message: "hi" }, { agent: null, text: "hi" }],
    ["nothing known", { foo: 1 }, { text: '{"foo":1}' }],
  ])("%s", (_what, body, expected) => {
    expect(readable(CHANNEL, body)).toMatchObject({
      family: "message",
      message: { channel: "coordination", ...expected },
    });
  });

  const registration = { type: "register", description: "Writes", capabilities: ["html"], heartbeat_interval: 10 };

  test.each([
    ["in the content", { agent_id: "bob", content: registration }],
    ["in the content as text", { agent_id: "bob", content: JSON.stringify(registration) }],
    ["as the body", { agent_id: "bob", ...registration }],
  ])("a registration %s", (_where, body) => {
    expect(readable(CHANNEL, body)).toMatchObject({ message: { agent: "bob", registration } });
  });

  test("on a channel nobody told us of", () => {
    expect(readable("mjwork.gossip.late", { content: "x" })).toMatchObject({ message: { channel: "gossip.late" } });
  });

  test.each([
    ["an empty token at the end", "mjwork.heartbeat."],
    ["an empty token within", "mjwork.a..b"],
  ])("refused: %s", (_what, subject) => {
    expect(reasonOf(subject, {})).toBe("empty-token");
  });
});

describe("a deliverable", () => {
  const SUBJECT = "agog.deliverables.roy.backend.customer-search";

  test.each([
    [
      "markdown with metadata",
      { content: "# A", metadata: { agent: "roy", more: 1 } },
      { shape: "markdown", markdown: "# A", metadata: { agent: "roy", more: 1 } },
    ],
    [
      "content that is an object",
      { content: { a: 1 }, metadata: {} },
      { shape: "content-object", markdown: null, json: { a: 1 } },
    ],
    [
      "a flat report",
      { agent: "roy", status: "ok", content: "text", test_results: [1] },
      { shape: "flat", markdown: "text", metadata: { agent: "roy", status: "ok", test_results: [1] } },
    ],
    [
      "a flat report without content",
      { agent: "roy", status: "ok" },
      { shape: "flat", markdown: null, json: { agent: "roy", status: "ok" } },
    ],
    ["plain markdown", "# Report\n\nno JSON", { shape: "plain-text", markdown: "# Report\n\nno JSON" }],
    ["a JSON text", '"just words"', { shape: "plain-text", markdown: "just words" }],
    ["a list", [1, 2], { shape: "plain-text", markdown: null, json: [1, 2] }],
    ["metadata that is none", { content: "# A", metadata: "none" }, { shape: "flat", markdown: "# A" }],
  ])("%s", (_what, body, expected) => {
    expect(readable(SUBJECT, body)).toMatchObject({
      family: "deliverable",
      deliverable: { agent: "roy", type: "backend", feature: "customer-search", ...expected },
    });
  });

  test("keeps a prototype out of its metadata", () => {
    const body = '{"content":"x","metadata":{"__proto__":{"admin":true},"a":1}}';
    const decoded = readable(SUBJECT, body);
    assert(decoded.family === "deliverable", "it is a deliverable");
    expect(Object.getPrototypeOf(decoded.deliverable.metadata)).toBe(Object.prototype);
    expect("admin" in decoded.deliverable.metadata).toBe(false);
  });

  test("10 MiB of it are read", () => {
    const body = JSON.stringify({ content: "é".repeat(5 * 2 ** 20 - 32), metadata: {} });
    expect(readable(SUBJECT, body)).toMatchObject({ deliverable: { shape: "markdown" } });
  });

  test.each([
    ["bytes that are no UTF-8", Uint8Array.of(0x23, 0xff), "not-utf8"],
    ["201 levels", nested(201), "too-deep"],
  ])("refused: %s", (_what, body, reason) => {
    expect(reasonOf(SUBJECT, body)).toBe(reason);
  });
});

test.each([
  "",
  "mjwork",
  "mjworks.heartbeat.a",
  "other.subject",
  "agog.deliverables.roy",
  "agog.deliverables.roy..x",
  "$JS.API",
])("%j is foreign, not an error", (subject) => {
  expect(readable(subject, "anything")).toEqual({ family: "foreign" });
});

test("another deployment's prefixes", () => {
  const prefixes = { coordination: "team.a", deliverables: "team.b" };
  expect(decode("team.a.heartbeat.bob", encoder.encode("{}"), {}, prefixes)).toMatchObject({ value: { agent: "bob" } });
  expect(decode("mjwork.heartbeat.bob", encoder.encode("{}"), {}, prefixes)).toMatchObject({
    value: { family: "foreign" },
  });
});
