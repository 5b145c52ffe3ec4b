import { loadViews, saveViews, withView, withoutView } from "./saved-views.ts";
import { expect, test } from "vitest";

function memory(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
    removeItem: () => {
      kept = null;
    },
  };
}

const LATE = { name: "Late ones", hash: "#/agents?state=late" };
const MINE = { name: "Mine", hash: "#/tasks?owner=alice" };

test("what is saved is there again, the newest first, a name once", () => {
  const device = memory();
  saveViews(device, withView(withView([], LATE), MINE));
  expect(loadViews(device)).toEqual([MINE, LATE]);
  const moved = { name: "Mine", hash: "#/tasks?owner=bob" };
  saveViews(device, withView(loadViews(device), moved));
  expect(loadViews(device)).toEqual([moved, LATE]);
  expect(withoutView(loadViews(device), "Mine")).toEqual([LATE]);
});

test.each(["{", "{}", '[{"name":"x","hash":"https://elsewhere"}]', '[{"name":"","hash":"#/"}]'])(
  "%s is no list of views",
  (text) => {
    expect(loadViews(memory(text))).toEqual([]);
  },
);

function refused(): never {
  throw new Error("blocked");
}

test("storage that is kept from us is no trouble", () => {
  const device = { getItem: refused, setItem: refused, removeItem: refused };
  expect(loadViews(device)).toEqual([]);
  expect(() => saveViews(device, [LATE])).not.toThrow();
});
