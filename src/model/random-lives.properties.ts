/** Random lives of fleets for property tests: agents that beat, work, talk, register, and now and then write nonsense. */
import type { Chunk, StreamMessage } from "./chunk.ts";
import { beatOf, messageOf, NOON, STREAM } from "./fixtures.ts";
import { SECOND_MS } from "#util/units.ts";
import * as fc from "fast-check";

/** A stream and everything it holds; sequences may have holes. */
export interface Life {
  stream: string;
  messages: StreamMessage[];
}

const agent = fc.constantFrom("alice", "Alice", "Doc-Brown", "roy", "__proto__", "émile");
const status = fc.constantFrom("idle", "busy", "active", "offline", "on-fire", null);

const beatBody = fc.record(
  {
    status,
    current_task: fc.constantFrom("42", 42, "write the report", null),
    heartbeat_interval: fc.constantFrom(10, 30, 60, null, "30"),
    agent_id: fc.constantFrom("alice", "somebody-else"),
    timestamp: fc.constantFrom("2026-11-24T12:00:01", "2026-11-24T12:00:01Z", "2026-11-24T15:00:01", "yesterday"),
    needs_approval: fc.boolean(),
    description: fc.string({ maxLength: 8 }),
    capabilities: fc.array(fc.string({ maxLength: 4 }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

/** Few ids, so that lives are long, wait for each other and go in circles. */
const taskId = fc.constantFrom<string | number>("42", 7, "__proto__", "constructor", "🐙", "t".repeat(1200));

const taskBody = fc.record(
  {
    task_id: taskId,
    title: fc.constantFrom("Audit page 7", "Audit page 8", "write it"),
    status: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom("available", "claimed", "completed", "failed") },
      { weight: 1, arbitrary: fc.constantFrom("paused", "Available", "", null) },
    ),
    owner: fc.constantFrom("alice", "Alice", "roy", "nobody-knows", null),
    claimed_by: agent,
    withdrawn_by: fc.constantFrom("alice", "roy", null),
    priority: fc.constantFrom("high", "low", 1, null),
    blocked_by: fc.array(taskId, { maxLength: 2 }),
    created_at: fc.constantFrom("2026-11-24T12:00:01Z", "2026-11-24T15:00:01", "2025-11-24T12:00:00Z"),
    claimed_at: fc.constantFrom("2026-11-24T12:00:01", "2025-11-24T12:00:00Z", "soon"),
    error: fc.constantFrom("no disk", { code: 5 }, null),
    result: fc.constantFrom<unknown>(1, { a: [2] }),
  },
  { requiredKeys: ["task_id"] },
);

const taskSubject = fc.constantFrom(
  "mjwork.tasks",
  "mjwork.tasks.available",
  "mjwork.tasks.claimed",
  "mjwork.tasks.completed",
  "mjwork.tasks.elsewhere",
);

const utterance = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("other" as const), subject: taskSubject, body: taskBody }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("beat" as const), agent, body: beatBody }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("other" as const),
      subject: fc.constantFrom(
        "mjwork.tasks",
        "mjwork.tasks.claimed",
        "mjwork.errors",
        "mjwork.coordination",
        "mjwork.__proto__",
        "agog.deliverables.roy.backend.customer-search",
        "elsewhere",
      ),
      body: fc.oneof(
        fc.record({
          task_id: fc.constantFrom("42", 7),
          status: fc.constantFrom("available", "claimed"),
          owner: agent,
        }),
        fc.record({ agent_id: agent, content: fc.string({ maxLength: 12 }) }),
        fc.record({
          agent_id: agent,
          type: fc.constant("register"),
          description: fc.string({ maxLength: 8 }),
          heartbeat_interval: fc.constantFrom(10, 60, null),
        }),
        fc.constantFrom("not json", "[]", "{", ""),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("other" as const),
      subject: fc.constantFrom("mjwork.heartbeat.alice", "mjwork.heartbeat.mute"),
      body: fc.constantFrom("not json", "[1]", "null"),
    }),
  },
);

/** Now and then a server's clock goes back: later sequences with earlier times. */
const step = fc.record({
  utterance,
  afterMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 45 * SECOND_MS }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 1 }) },
    { weight: 1, arbitrary: fc.integer({ min: -60 * SECOND_MS, max: 200 * SECOND_MS }) },
  ),
  skipped: fc.constantFrom(0, 0, 0, 1, 3),
});

function toLife(stream: string, steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): Life {
  let seq = 0;
  let at = NOON;
  const messages = steps.map(({ utterance, afterMs, skipped }) => {
    seq += 1 + skipped;
    at += afterMs;
    return utterance.kind === "beat"
      ? beatOf(seq, at, utterance.agent, utterance.body)
      : messageOf(seq, at, utterance.subject, utterance.body);
  });
  return { stream, messages };
}

function life(stream: string, maxLength: number): fc.Arbitrary<Life> {
  return fc.array(step, { minLength: 1, maxLength }).map((steps) => toLife(stream, steps));
}

export const lives: fc.Arbitrary<Life[]> = fc.oneof(
  { weight: 3, arbitrary: life(STREAM, 120).map((one) => [one]) },
  { weight: 1, arbitrary: fc.tuple(life(STREAM, 50), life("OLD_WORK", 50)) },
);

/** The whole of each stream, message by message in stream order. */
export function oneByOne(all: readonly Life[]): Chunk[] {
  return all.flatMap(({ stream, messages }) =>
    messages.map((message, index) => ({
      stream,
      from: (messages[index - 1]?.seq ?? 0) + 1,
      to: message.seq,
      messages: [message],
    })),
  );
}

/** What a reader asks for who wants tasks alone: `mjwork.tasks.>` does not match `mjwork.tasks`. */
const TASK_FILTERS = { "mjwork.tasks": /^mjwork\.tasks$/, "mjwork.tasks.>": /^mjwork\.tasks\./ } as const;

/** A stretch of a stream with every message in it that a filter matches. */
function tasksOf(stretch: Chunk, filter: keyof typeof TASK_FILTERS): Chunk {
  const messages = stretch.messages.filter(({ subject }) => TASK_FILTERS[filter].test(subject));
  return { ...stretch, filter, messages };
}

/** A stretch of a stream with every message in it. */
export function stretchOf({ stream, messages }: Life, from: number, to: number): Chunk {
  return { stream, from, to, messages: messages.filter(({ seq }) => seq >= from && seq <= to) };
}

/** Lives, and chunks of them that overlap, come in any order, repeat, and together hold everything. */
export const livesInAnyChunks: fc.Arbitrary<{ lives: Life[]; chunks: Chunk[] }> = lives.chain((lives) => {
  const anyChunks = lives.map((life) => {
    const last = life.messages.at(-1)?.seq ?? 1;
    const stretch = fc
      .tuple(fc.integer({ min: 1, max: last }), fc.integer({ min: 0, max: 20 }))
      .map(([from, length]) => stretchOf(life, from, Math.min(last, from + length)))
      .chain((chunk) =>
        fc.constantFrom(chunk, chunk, tasksOf(chunk, "mjwork.tasks"), tasksOf(chunk, "mjwork.tasks.>")),
      );
    return fc.array(stretch, { maxLength: 30 }).map((chunks) => [...chunks, ...remainder(life, last)]);
  });
  return fc
    .tuple(...anyChunks)
    .chain((chunks) => fc.shuffledSubarray(chunks.flat(), { minLength: chunks.flat().length }))
    .map((chunks) => ({ lives, chunks: [...chunks, ...chunks.slice(0, 5)] }));
});

/** Stretches of ten that leave nothing out. */
function remainder(life: Life, last: number): Chunk[] {
  const stretches: Chunk[] = [];
  for (let from = 1; from <= last; from += 10) stretches.push(stretchOf(life, from, Math.min(last, from + 9)));
  return stretches;
}
