import { KEY_TABLE } from "./key-table.ts";
import { NAV_PAGES } from "./nav-pages.ts";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("docs/keys.md says every key, and no other", async () => {
  const text = await readFile(new URL("../../../docs/keys.md", import.meta.url), "utf8");
  const [keys = ""] = text.split("## Saved views");
  const rows = keys
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  expect(rows).toEqual(KEY_TABLE.map((entry) => ["", `\`${entry.keys}\``, entry.does, ""]));
});

test("each page has a letter of its own", () => {
  expect(new Set(NAV_PAGES.map(({ key }) => key)).size).toBe(NAV_PAGES.length);
});
