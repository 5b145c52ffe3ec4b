import { expect, test } from "vitest";
import { hexLines } from "./hex-lines.ts";

test("sixteen bytes a line with their place and their characters, the last line as short as it is", () => {
  const data = new Uint8Array([...new TextEncoder().encode("NATS ä!"), 0, 1, 2, 3, 4, 5, 6, 7, 8, 255, 126]);
  expect(hexLines(data, 10)).toEqual([
    { offset: "00000000", bytes: "4e 41 54 53 20 c3 a4 21  00 01 02 03 04 05 06 07", characters: "NATS ··!········" },
    { offset: "00000010", bytes: "08 ff 7e", characters: "··~" },
  ]);
  expect(hexLines(data, 1)).toHaveLength(1);
  expect(hexLines(new Uint8Array(), 10)).toEqual([]);
});
