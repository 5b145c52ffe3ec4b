import { readTaskBody } from "./task-body.ts";
import { expect, test } from "vitest";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readTaskBody(bytes(text), bytes(text).length);

test("description, result and error as they were written", () => {
  const body = read('{"description":"Do it","result":{"rows":12345678901234567890},"error":null}');
  expect(body).toMatchObject({
    description: "Do it",
    result: { members: [{ name: "rows", value: { digits: "12345678901234567890" } }] },
    error: null,
  });
});

test("what is not said is null, and what is no text is no description", () => {
  expect(read('{"description":7,"error":"boom"}')).toMatchObject({
    description: null,
    result: null,
    error: { value: "boom" },
  });
  expect(read('{"description":""}')).toMatchObject({ description: null });
});

test("a body that was cut, or is no object, is not taken apart", () => {
  const data = bytes('{"description":"x"}');
  expect(readTaskBody(data, data.length + 1)).toBeNull();
  expect(read("[1]")).toBeNull();
  expect(read("no JSON")).toBeNull();
});
