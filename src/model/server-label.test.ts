import { expect, test } from "vitest";
import { serverLabel } from "./server-label.ts";

test("a server is called by its name, or by its address where it has none", () => {
  const server = { version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };
  expect(serverLabel({ ...server, name: "demo" })).toBe("demo");
  expect(serverLabel({ ...server, name: "NB5YGFN3SDIZALNQ2DTA3KQZ4VJ6V5Y2H7S3X4W5Q6R7T2U3V4W5X6Y7" })).toBe(
    "127.0.0.1:9222",
  );
  expect(serverLabel({ ...server, name: "" })).toBe("127.0.0.1:9222");
});
