import { describe, expect, test, vi } from "vitest";
import { agentTimeFact } from "./agent-time-fact.ts";
import { bodyFile } from "./body-file.ts";
import type { ExportedPart } from "./export-range.ts";
import { exportRange } from "./export-range.ts";
import { lineId, listLines } from "./list-lines.ts";
import type { StepRequest } from "./message-reading.ts";
import { MessageReading, MOST_ROWS } from "./message-reading.ts";
import { NO_SAMPLES, noteCount, perSecond } from "./rate-samples.ts";
import { localTime, readingPlace } from "./reading-place.ts";
import { parseStreamMessagesSearch } from "./search.ts";
import { streamMessagesSentence } from "./stream-sentence.ts";
import type { TailNews } from "./tail-follow.ts";
import { TailFollow } from "./tail-follow.ts";
import { timeLine } from "./time-line.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { MessageRow, MessageStand, MessageStep } from "#model/messages/message-row.ts";
import type { TailRow } from "#model/messages/tail-ring.ts";

const STAND: MessageStand = { created: "1", messages: 100, bytes: 1_000, firstSeq: 1, lastSeq: 100, deleted: 0 };
const GONE: AskFailure = { state: "failed", why: "gone", subject: "STREAM.INFO.s", detail: null };

function row(seq: number): MessageRow {
  return { seq, at: seq * 1_000, subject: "a", bytes: 1, headers: 0, preview: { kind: "empty" } };
}

function placeOf(search: Record<string, unknown>): ReturnType<typeof readingPlace> {
  return readingPlace(parseStreamMessagesSearch(search));
}

function lineIds(...args: Parameters<typeof listLines>): string[] {
  return listLines(...args).map((line) => lineId(line));
}

/** A stream in which every tenth message matches; a step looks through a hundred sequences. */
function everyTenth(last: number) {
  const asked: StepRequest[] = [];
  const ask = (request: StepRequest): Promise<MessageStep> => {
    asked.push(request);
    const to = request.place.at === "seq" ? request.place.seq : last;
    const from = Math.max(1, to - 99);
    const items = Array.from({ length: to - from + 1 }, (_none, index) => to - index)
      .filter((seq) => seq % 10 === 0)
      .map((seq) => row(seq));
    const next = from === 1 ? null : from - 1;
    const stand = { ...STAND, messages: last, lastSeq: last };
    return Promise.resolve({ stand, way: "direct-batch", items, covered: { from, to }, next });
  };
  return { ask, asked };
}

function sentence(...args: Parameters<typeof streamMessagesSentence>): string {
  return streamMessagesSentence(...args)
    .map((part) => (typeof part === "string" ? part : part.text))
    .join("");
}

function parts(count: number) {
  return ({ from }: { from: number }): Promise<ExportedPart> =>
    Promise.resolve({
      lines: new TextEncoder().encode(`${from}\n`),
      count: 1,
      next: from < count * 10 ? from + 10 : null,
    });
}

function tailRow(n: number): TailRow {
  return { n, heardAt: 0, subject: "a", bytes: 1, headers: 0, preview: { kind: "empty" } };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** On a machine that does other things as well. */
const PATIENCE = { timeout: 20_000 };

describe("where an address says to read", () => {
  test("back from the newest, forward from all else, unless it says otherwise", () => {
    expect(placeOf({})).toEqual({ ok: true, value: { place: { at: "newest" }, direction: "back", filter: null } });
    expect(placeOf({ from: "oldest" })).toMatchObject({ value: { direction: "forward" } });
    expect(placeOf({ from: "seq", seq: 7, direction: "back" })).toMatchObject({
      value: { place: { at: "seq", seq: 7 }, direction: "back" },
    });
    expect(placeOf({ from: "time", at: "2026-11-24T12:00:00Z", subject: " a.*.> " })).toMatchObject({
      value: { place: { at: "time", time: Date.UTC(2026, 10, 24, 12) }, filter: "a.*.>" },
    });
    expect(placeOf({ subject: ">" })).toMatchObject({ value: { filter: null } });
  });

  test("what is no place is said, and what nobody can read falls back by itself", () => {
    expect(placeOf({ subject: "a..b" })).toMatchObject({ ok: false });
    expect(placeOf({ from: "time", at: "yesterday" })).toMatchObject({ ok: false });
    expect(parseStreamMessagesSearch({ from: "nowhere", seq: -1, open: "x", subject: 42 })).toMatchObject({
      from: "newest",
      seq: 0,
      open: 0,
      subject: "42",
    });
  });

  test("a moment as a field takes it, and back", () => {
    const ms = Date.parse("2026-02-03T04:05:06.000Z");
    expect(new Date(localTime(ms)).getTime()).toBe(ms);
    expect(localTime(Number.NaN)).toBe("");
  });
});

describe("what is gone between the rows", () => {
  test("has a line of its own, in either direction, at the ends as well", () => {
    const covered = { from: 1, to: 10 };
    expect(lineIds([row(3), row(4), row(8)], covered, "forward", false)).toEqual([
      "gap 1",
      "3",
      "4",
      "gap 5",
      "8",
      "gap 9",
    ]);
    expect(lineIds([row(8), row(4), row(3)], covered, "back", false)).toEqual([
      "gap 9",
      "8",
      "gap 5",
      "4",
      "3",
      "gap 1",
    ]);
    expect(lineIds([], covered, "back", false)).toEqual(["gap 1"]);
  });

  test("is not told where a filter leaves messages out", () => {
    expect(lineIds([row(8), row(3)], { from: 1, to: 10 }, "back", true)).toEqual(["8", "3"]);
    expect(lineIds([], null, "back", false)).toEqual([]);
  });
});

describe("reading in steps", () => {
  const PLACE = { place: { at: "newest" }, direction: "back", filter: "a" } as const;

  test("goes on until there are enough rows, then waits, then goes on to the end", async () => {
    const { ask, asked } = everyTenth(3_000);
    const reading = new MessageReading(PLACE, ask);
    reading.go();
    await vi.waitFor(() => expect(reading.get().phase).toEqual({ state: "waiting", stopped: false }), PATIENCE);
    expect(reading.get()).toMatchObject({ covered: { from: 1_001, to: 3_000 }, next: 1_000 });
    expect(reading.get().rows).toHaveLength(200);
    expect(asked[1]).toMatchObject({ place: { at: "seq", seq: 2_900 }, filter: "a", want: 190 });
    reading.go();
    await vi.waitFor(() => expect(reading.get().phase).toEqual({ state: "end" }), PATIENCE);
    expect(reading.get().rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_none, i) => 3_000 - 10 * i));
    reading.go();
    expect(asked).toHaveLength(30);
  });

  test("ends when it is told to, and what comes after that is not shown", async () => {
    const { ask } = everyTenth(3_000);
    const reading = new MessageReading(PLACE, ask);
    let stopped = false;
    reading.subscribe(() => {
      if (reading.get().rows.length === 50 && !stopped) {
        stopped = true;
        reading.stop();
      }
    });
    reading.go();
    await vi.waitFor(() => expect(reading.get().phase).toEqual({ state: "waiting", stopped: true }), PATIENCE);
    expect(reading.get().rows).toHaveLength(50);
    reading.go();
    await vi.waitFor(() => expect(reading.get().phase).toEqual({ state: "waiting", stopped: false }), PATIENCE);
    expect(new Set(reading.get().rows.map(({ seq }) => seq)).size).toBe(250);
  });

  test("a failure keeps what was read, and can be tried again; a list has an end", async () => {
    const { ask } = everyTenth(1_000_000);
    let fails = false;
    const reading = new MessageReading(PLACE, (request) => (fails ? Promise.resolve(GONE) : ask(request)));
    reading.go();
    await vi.waitFor(() => expect(reading.get().phase.state).toBe("waiting"), PATIENCE);
    fails = true;
    reading.go();
    await vi.waitFor(() => expect(reading.get().phase).toEqual({ state: "failed", failure: GONE }), PATIENCE);
    expect(reading.get().rows).toHaveLength(200);
    fails = false;
    for (let times = 2; times * 200 <= MOST_ROWS; times += 1) {
      reading.go();
      await vi.waitFor(() => expect(reading.get().rows).toHaveLength(times * 200), PATIENCE);
      await vi.waitFor(() => expect(reading.get().phase.state).not.toBe("reading"), PATIENCE);
    }
    expect(reading.get()).toMatchObject({ phase: { state: "full" }, next: 950_000 });
  });
});

describe("the sentence of a stream's messages", () => {
  const newest = { place: { at: "newest" }, direction: "back", filter: null } as const;
  const read = { stand: STAND, rows: [row(1)], phase: { state: "end" } } as const;
  const now = { created: "1", failure: null };

  test("what it holds, and what of it is gone", () => {
    expect(sentence("s", newest, read, now, true)).toBe("s holds 100\u00A0messages, sequences 1 to 100.");
    const holes = { ...read, stand: { ...STAND, firstSeq: 50, deleted: 1 } };
    expect(sentence("s", newest, holes, now, true)).toContain("50 to 100; 1 in between is gone.");
    const five = { ...newest, place: { at: "seq", seq: 5 }, direction: "forward" } as const;
    expect(sentence("s", five, holes, now, true)).toContain("Sequence 5 is gone: it begins at 50.");
    expect(sentence("s", { ...five, place: { at: "seq", seq: 500 } }, read, now, true)).toContain("not given out yet");
    const none = { ...read, rows: [] };
    expect(sentence("s", { ...newest, filter: "x" }, none, now, true)).toContain("None on x that way.");
  });

  test("empty, never filled, deleted, made again, forbidden and unconnected are told apart", () => {
    const empty = { ...read, rows: [], stand: { ...STAND, messages: 0, firstSeq: 101 } };
    expect(sentence("s", newest, empty, now, true)).toContain("no message any more: all up to sequence 100");
    const never = { ...empty, stand: { ...STAND, messages: 0, firstSeq: 0, lastSeq: 0 } };
    expect(sentence("s", newest, never, now, true)).toContain("none was ever stored");
    expect(sentence("s", newest, read, { created: "1", failure: GONE }, true)).toContain("was deleted while");
    expect(sentence("s", newest, read, { created: "2", failure: null }, true)).toContain("made again");
    const unread = { stand: null, rows: [], phase: { state: "failed", failure: GONE } } as const;
    expect(sentence("s", newest, unread, null, true)).toBe("There is no stream s.");
    const forbidden = { ...unread, phase: { state: "failed", failure: { ...GONE, why: "forbidden" } } } as const;
    expect(sentence("s", newest, forbidden, null, true)).toContain("may not read");
    const begun = { stand: null, rows: [], phase: { state: "reading" } } as const;
    expect(sentence("s", newest, begun, null, false)).toContain("No connection");
    expect(sentence("s", newest, begun, null, true)).toBe("Reading s.");
  });
});

describe("an export", () => {
  test("puts its parts together in order and says how far it is", async () => {
    const ratios: number[] = [];
    const end = await exportRange({ from: 1, to: 31 }, parts(3), new AbortController().signal, ({ doneRatio }) =>
      ratios.push(Math.round(doneRatio * 100)),
    );
    expect(end).toMatchObject({ state: "done", progress: { messages: 4, doneRatio: 1 } });
    expect(end.state === "done" ? await end.file.text() : "").toBe("1\n11\n21\n31\n");
    expect(ratios).toEqual([32, 65, 97, 100]);
  });

  test("ends when it is cancelled or fails", async () => {
    const cancel = new AbortController();
    const cancelled = exportRange({ from: 1, to: 1_000 }, parts(100), cancel.signal, ({ messages }) => {
      if (messages === 2) cancel.abort();
    });
    expect(await cancelled).toMatchObject({ state: "cancelled", progress: { messages: 2 } });
    const { signal } = new AbortController();
    const failed = exportRange(
      { from: 1, to: 9 },
      () => Promise.resolve(GONE),
      signal,
      () => undefined,
    );
    expect(await failed).toMatchObject({ state: "failed", failure: GONE });
  });
});

describe("pictures", () => {
  test("what was stored when, as many as there are sequences, however few points tell of it", () => {
    const points = [
      { seq: 1, at: 0 },
      { seq: 601, at: 30_000 },
      { seq: 661, at: 60_000 },
    ];
    const line = timeLine(points);
    expect(line?.bars).toHaveLength(60);
    expect(line?.widthMs).toBe(1_000);
    expect(line?.bars.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(661);
    expect(line?.bars[10]?.value).toBeCloseTo(20);
    expect(line?.bars[50]?.value).toBeCloseTo(2);
    expect(timeLine([])).toBeNull();
    expect(timeLine([{ seq: 1, at: 0 }])).toBeNull();
  });

  test("how much was heard each second, from counts that come when they come", () => {
    let samples = NO_SAMPLES;
    for (const [at, heard] of [
      [10_000, 0],
      [10_900, 5],
      [12_100, 9],
      [12_800, 20],
    ] as const) {
      samples = noteCount(samples, at, heard);
    }
    expect(perSecond(samples, 4)).toEqual([null, null, 0, 15]);
    expect(perSecond(noteCount(samples, 13_000, 20), 3)).toEqual([0, 15, 0]);
    // Another worker counts from nothing.
    expect(perSecond(noteCount(samples, 14_000, 3), 2)).toEqual([null, null]);
  });
});

function news(from: number, to: number, skipped = false): TailNews {
  const rows = Array.from({ length: to - from + 1 }, (_none, index) => tailRow(to - index));
  const counts = { heard: to, heardBytes: to, matched: to, held: to, dropped: 0 };
  return {
    ...counts,
    state: "listening",
    since: 0,
    interruptions: 0,
    toldAt: 0,
    perSecond: 0,
    lastAt: 0,
    rows,
    skipped,
  };
}

function follow(answers: TailNews[]) {
  const asked: { text: string; after: number }[] = [];
  const tail = new TailFollow(
    {
      ask(text, after) {
        asked.push({ text, after });
        const answer = answers.shift();
        return answer === undefined ? new Promise(() => undefined) : Promise.resolve(answer);
      },
      hold: () => Promise.resolve(Array.from({ length: 300 }, (_none, index) => tailRow(300 - index))),
      release: () => undefined,
      setTimer: () => undefined,
    },
    "",
  );
  const next = async (): Promise<void> => {
    const { answers: before } = tail.get();
    tail.shown(before);
    await vi.waitFor(() => expect(tail.get().answers).toBe(before + 1), PATIENCE);
  };
  return { tail, asked, next };
}

describe("a tail on the page", () => {
  test("asks once what it has is shown, and holds the newest rows without a gap between them", async () => {
    const { tail, asked, next } = follow([news(1, 3), news(4, 5), news(250, 300, true)]);
    await next();
    await next();
    expect(tail.get().rows.map(({ n }) => n)).toEqual([5, 4, 3, 2, 1]);
    await next();
    expect(tail.get().rows).toHaveLength(51);
    expect(asked.map(({ after }) => after)).toEqual([0, 3, 5]);
    // Not shown yet: not asked.
    tail.shown(2);
    expect(asked).toHaveLength(3);
  });

  test("stands still under a hand and while it is paused, and counts what comes", async () => {
    const { tail, next } = follow([news(1, 3), news(4, 5), news(6, 9)]);
    await next();
    tail.stand(true);
    await next();
    expect(tail.get().still?.rows.map(({ n }) => n)).toEqual([3, 2, 1]);
    expect((tail.get().news?.matched ?? 0) - (tail.get().still?.heard ?? 0)).toBe(2);
    tail.stand(false);
    expect(tail.get().still).toBeNull();
    await tail.pause();
    expect(tail.get().still?.rows).toHaveLength(300);
    tail.stand(false);
    expect(tail.get().paused).toBe(true);
    tail.goOn();
    expect(tail.get()).toMatchObject({ paused: false, still: null });
  });

  test("another filter begins with no rows", async () => {
    const { tail, asked, next } = follow([news(1, 3)]);
    await next();
    tail.filter("error");
    expect(tail.get().rows).toEqual([]);
    expect(asked.at(-1)).toEqual({ text: "error", after: 0 });
  });
});

test("the time that a sender wrote, and how it stands to the stream's", () => {
  const at = Date.parse("2026-11-24T12:00:00Z");
  const fact = (body: unknown) => agentTimeFact(new TextEncoder().encode(JSON.stringify(body)), at)[0]?.value;
  expect(fact({ timestamp: "2026-11-24T12:00:01Z" })).toContain("as the stream has it");
  expect(fact({ timestamp: "2026-11-24T14:00:00" })).toContain("2\u00A0hours ahead of the stream");
  expect(fact({ created_at: "2026-11-24T11:55:00Z" })).toContain("5\u00A0min behind the stream");
  expect(fact({ timestamp: "soon" })).toContain("no time that can be read");
  expect(fact({ timestamp: 5 })).toBeUndefined();
  expect(fact("text")).toBeUndefined();
});

test("a body as a file", () => {
  expect(bodyFile("a/b", 7, encode("{}"))).toEqual({ name: "a_b-7.json", type: "application/json", text: "{}" });
  expect(bodyFile("s", 7, encode("# x"))).toMatchObject({ name: "s-7.txt" });
  expect(bodyFile("s", 7, new Uint8Array([255]))).toMatchObject({ name: "s-7.bin", text: null });
});
