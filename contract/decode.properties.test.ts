import { describe, expect, test } from "vitest";
import {
  array,
  assert,
  boolean,
  constantFrom,
  double,
  integer,
  jsonValue,
  oneof,
  property,
  record,
  string,
  tuple,
} from "fast-check";
import { decode } from "./decode.ts";
import { heartbeatSchema, readUsualBeat } from "./heartbeat.ts";
import { isJsonObject } from "./json.ts";
import { readUsualTask, taskSchema, toTaskEvent } from "./task.ts";
import * as v from "valibot";

const RUNS = 2_500;
/** Every drawn body is read as it is and broken in so many ways: 2,500 × 44 messages. */
const MUTATIONS = 43;

const encoder = new TextEncoder();

/** Field names of every family, so that random values land where the schemas look. */
const field = constantFrom(
  "status",
  "current_task",
  "timestamp",
  "agent_id",
  "needs_approval",
  "capabilities",
  "heartbeat_interval",
  "task_id",
  "title",
  "owner",
  "claimed_by",
  "withdrawn_by",
  "completed_at",
  "blocked_by",
  "priority",
  "result",
  "content",
  "metadata",
  "type",
  "error",
  "message",
  "__proto__",
);
const odd = constantFrom<unknown>(
  null,
  "",
  " ",
  "\ud800",
  "\u0000",
  "register",
  -0,
  1e21,
  0.1,
  true,
  [],
  {},
  [[]],
  "NaN",
  "2026-02-31",
);
const fields = array(tuple(field, oneof(odd, jsonValue({ maxDepth: 2 }))), { maxLength: 6 }).map((pairs) =>
  JSON.stringify(Object.fromEntries(pairs)),
);
const body = oneof(
  fields,
  jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  string(),
);

const token = constantFrom(
  "alice",
  "",
  " ",
  "*",
  ">",
  "é",
  "tasks",
  "heartbeat",
  "claimed",
  "roy",
  "\ud800",
  "x".repeat(300),
);
const subject = oneof(
  constantFrom(
    "mjwork.heartbeat.alice",
    "mjwork.tasks",
    "mjwork.tasks.claimed",
    "mjwork.coordination",
    "agog.deliverables.roy.backend.x",
  ),
  tuple(constantFrom("mjwork", "agog.deliverables", "other"), array(token, { maxLength: 5 })).map(([prefix, rest]) =>
    [prefix, ...rest].join("."),
  ),
);

describe("decode", () => {
  test("answers every one of 110,000 random and broken messages, and throws at none", () => {
    let messages = 0;
    const mutation = tuple(integer({ min: 0, max: 2 ** 30 }), integer({ min: 0, max: 255 }));
    assert(
      property(
        subject,
        body,
        array(mutation, { minLength: MUTATIONS, maxLength: MUTATIONS }),
        (subject, text, mutations) => {
          const whole = encoder.encode(text);
          for (const data of [whole, ...mutations.map(([at, byte]) => mutate(whole, at, byte))]) {
            const result = decode(subject, data);
            messages += 1;
            if (result.ok ? result.value.family === undefined : result.error.detail === "") return false;
          }
          return true;
        },
      ),
      { numRuns: RUNS },
    );
    expect(messages).toBeGreaterThanOrEqual(100_000);
  }, 120_000);

  test("gives for a message in pieces of any shape what it gives for the same bytes alone", () => {
    assert(
      property(subject, body, integer({ min: 0, max: 64 }), (subject, text, offset) => {
        const data = encoder.encode(text);
        const inside = new Uint8Array(data.length + 2 * offset).fill(0x7d);
        inside.set(data, offset);
        expect(decode(subject, inside.subarray(offset, offset + data.length))).toEqual(decode(subject, data));
      }),
    );
  });
});

describe("readUsualBeat", () => {
  test("makes of a beat what the schema makes, wherever it answers at all", () => {
    let answered = 0;
    assert(
      property(fields, (text) => {
        const json: unknown = JSON.parse(text);
        const usual = isJsonObject(json) ? readUsualBeat(json) : null;
        if (usual === null) return;
        answered += 1;
        expect(usual).toEqual(v.parse(heartbeatSchema, json));
      }),
      { numRuns: 3_000 },
    );
    expect(answered).toBeGreaterThan(100);
  });

  test("answers for every beat whose fields have their usual types", () => {
    const text = oneof(string(), constantFrom(null));
    const beat = record(
      {
        status: text,
        current_task: text,
        current_task_title: text,
        timestamp: text,
        agent_id: text,
        needs_approval: boolean(),
        approval_message: text,
        description: text,
        capabilities: array(string(), { maxLength: 3 }),
        heartbeat_interval: oneof(double({ min: 0.05, max: 1e6, noNaN: true }), constantFrom(null)),
      },
      { requiredKeys: [] },
    );
    assert(
      property(beat, (json) => {
        expect(readUsualBeat(json)).toEqual(v.parse(heartbeatSchema, json));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("readUsualTask", () => {
  test("makes of a task what the schema makes, wherever it answers at all", () => {
    let answered = 0;
    const task = tuple(fields, constantFrom<unknown>("42", "__proto__", "", 42, null)).map(([text, id]) => ({
      ...Object(JSON.parse(text)),
      task_id: id,
    }));
    assert(
      property(task, (json) => {
        for (const state of [null, "claimed"]) {
          const usual = readUsualTask(json, state);
          if (usual === null) return;
          answered += 1;
          expect(usual).toEqual(toTaskEvent(v.parse(taskSchema, json), state));
        }
      }),
      { numRuns: 3_000 },
    );
    expect(answered).toBeGreaterThan(100);
  });

  test("answers for every task whose fields have their usual types", () => {
    const text = oneof(string(), constantFrom(null));
    const id = oneof(string({ minLength: 1 }), constantFrom(null));
    const task = record(
      {
        task_id: string({ minLength: 1 }),
        title: text,
        description: text,
        status: text,
        priority: text,
        blocked_by: array(string({ minLength: 1 }), { maxLength: 3 }),
        owner: id,
        claimed_by: id,
        completed_by: id,
        agent_id: id,
        withdrawn_by: id,
        created_at: text,
        claimed_at: text,
        completed_at: text,
        result: jsonValue({ maxDepth: 1 }),
        error: jsonValue({ maxDepth: 1 }),
      },
      { requiredKeys: ["task_id"] },
    );
    assert(
      property(task, (json) => {
        expect(readUsualTask(json, "claimed")).toEqual(toTaskEvent(v.parse(taskSchema, json), "claimed"));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** One of six small damages, as a wire or a careless program does them. */
function mutate(data: Uint8Array, at: number, byte: number): Uint8Array {
  const i = data.length === 0 ? 0 : at % data.length;
  const copy = data.slice();
  switch (byte % 6) {
    case 0:
      copy[i] = byte;
      return copy;
    case 1:
      copy[i] = (copy[i] ?? 0) ^ (1 << (byte % 8));
      return copy;
    case 2:
      return copy.subarray(0, i);
    case 3:
      return Uint8Array.from([...copy.subarray(0, i), ...copy.subarray(i + 1)]);
    case 4:
      return Uint8Array.from([...copy.subarray(0, i), byte, ...copy.subarray(i)]);
    default:
      return Uint8Array.from([...copy, ...copy.subarray(i)]);
  }
}
