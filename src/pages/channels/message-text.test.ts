import { expect, it } from "vitest";
import { exportChannel } from "./export-channel.ts";
import { channelLine, exportName } from "./json-lines.ts";
import { readableText } from "./readable-text.ts";
import { eventFixture } from "#model/channels/event-fixture.ts";

const GONE = { state: "failed", why: "gone", subject: "STREAM.INFO", detail: null } as const;

it("lays JSON out in lines and leaves all else as it was written", () => {
  expect(readableText('{"a":[1,"🤖"]}')).toEqual({ kind: "json", text: '{\n  "a": [\n    1,\n    "🤖"\n  ]\n}' });
  expect(readableText("first\n  second 🌞\n")).toEqual({ kind: "words", text: "first\n  second 🌞" });
  expect(readableText('{"a": cut')).toEqual({ kind: "words", text: '{"a": cut' });
  expect(readableText("x".repeat(5000)).text).toHaveLength(701);
});

it("writes one message a line, whatever is in it, with its whole body", () => {
  const body = new TextEncoder().encode('{"content":"two\\nlines"}');
  const line = channelLine(eventFixture(2, { text: "two\nlines", agent: null, cut: true }), body);
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toEqual({
    stream: "MJ_ONLINE_WORK",
    seq: 2,
    at: "2026-11-24T12:00:02.000Z",
    subject: "mjwork.errors",
    channel: "errors",
    agent: null,
    text: "two\nlines",
    cut: false,
    data: '{"content":"two\\nlines"}',
  });
  expect(JSON.parse(channelLine(eventFixture(1, { cut: true }), null))).toMatchObject({ seq: 1, cut: true });
});

it("reads the bodies of an export from their streams, and says of how many there is none", async () => {
  const events = Array.from({ length: 450 }, (_none, index) =>
    eventFixture(index + 1, { stream: index % 2 === 0 ? "a" : "b", cut: true }),
  );
  events.push(eventFixture(451, { stream: "plain:mjwork.>", cut: true }));
  const asked: string[] = [];
  const written: number[] = [];
  const done = await exportChannel(
    events,
    (stream, seqs) => {
      asked.push(`${stream} ${seqs.length}`);
      if (stream.startsWith("plain:")) return Promise.resolve(GONE);
      return Promise.resolve({
        bodies: seqs.map((seq) => (seq === 7 ? null : new TextEncoder().encode(`body ${seq}`))),
      });
    },
    new AbortController().signal,
    (count) => written.push(count),
  );
  expect(done?.withoutBody).toBe(2);
  expect(written).toEqual([200, 400, 451]);
  expect(asked).toEqual(["a 100", "b 100", "a 100", "b 100", "a 25", "b 25", "plain:mjwork.> 1"]);
  const text = (await done?.file.text()) ?? "";
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(lines).toHaveLength(451);
  expect(lines[449]).toMatchObject({ seq: 450, stream: "b", data: "body 450", cut: false });
  expect(lines[6]).toMatchObject({ seq: 7, cut: true });
  const cancelled = new AbortController();
  cancelled.abort();
  const none = exportChannel(
    events,
    () => Promise.resolve({ bodies: [] }),
    cancelled.signal,
    () => undefined,
  );
  expect(await none).toBeNull();
});

it("has a file's name for any channel", () => {
  expect(exportName("errors", [eventFixture(2)])).toBe("errors-2026-11-24T12-00-02.jsonl");
  expect(exportName("../a b/c", [])).toBe(".._a_b_c.jsonl");
});
