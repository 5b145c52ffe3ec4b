import { expect, test } from "vitest";
import { parseConfig } from "./parse-config.ts";

test("blocks, lists, comments, quoted and bare values are read", () => {
  const text = `
    # a comment with { and "
    port: 4222            # behind a value
    max_payload = 10MB
    jetstream { store_dir: "a \\"b\\" # c", on: enabled }
    users: [ { user: one }, { user: two } ]
    deny: ["$JS.API.>" "x.*"]
  `;
  expect(parseConfig(text)).toEqual({
    port: 4222,
    max_payload: "10MB",
    jetstream: { store_dir: 'a "b" # c', on: true },
    users: [{ user: "one" }, { user: "two" }],
    deny: ["$JS.API.>", "x.*"],
  });
});

test.each(["a {", "a: [1", 'a: "open', "a:"])("%s is refused", (text) => {
  expect(() => parseConfig(text)).toThrow(/configuration/u);
});
