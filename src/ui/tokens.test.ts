import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrast, distance, linearOfOklch, outOfGamut, simulated } from "./colour-maths.ts";
import type { LinearRgb } from "./colour-maths.ts";

const CSS = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

/** The colours of the block that follows the selector. */
function coloursOf(selector: string): Map<string, string> {
  const start = CSS.indexOf(selector);
  expect(start, `${selector} is in tokens.css`).toBeGreaterThanOrEqual(0);
  const block = CSS.slice(CSS.indexOf("{", start), CSS.indexOf("}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(oklch\([^;]*\));/g)].map(([, name, value]) => [name ?? "", value ?? ""]),
  );
}

function stylesheets(): { path: string; text: string }[] {
  const source = new URL("../", import.meta.url);
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".css"))
    .map((path) => ({ path: `/${path}`, text: readFileSync(new URL(path, source), "utf8") }));
}

const LIGHT = coloursOf(':root[data-theme="light"]');
const DARK = coloursOf(':root[data-theme="dark"]');
const DARK_BY_SYSTEM = coloursOf(':root:not([data-theme="light"])');

test("dark by system and dark by choice are one theme, and both themes name the same colours", () => {
  expect(DARK_BY_SYSTEM).toEqual(DARK);
  expect([...LIGHT.keys()]).toEqual([...DARK.keys()]);
  expect(LIGHT.size).toBeGreaterThan(20);
});

test("no colour is named outside tokens.css", () => {
  // A glob of the bundler would hide a file that no page imports; read the folder.
  const named = stylesheets().filter(
    ({ path, text }) =>
      !path.endsWith("/tokens.css") && /#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|oklab|lab|lch)a?\(/i.test(text),
  );
  expect(named.map(({ path }) => path)).toEqual([]);
});

const TEXTS = ["text", "text-quiet", "accent", "critical-text", "warning-text", "notice-text", "unknown-text"];
const MARKS = [
  "mark-strong",
  "mark",
  "mark-soft",
  "line-strong",
  "accent",
  "critical-mark",
  "warning-mark",
  "notice-mark",
  "unknown-mark",
  "series-1",
  "series-2",
  "series-3",
  "series-4",
];
const GROUNDS = ["surface", "surface-sunken", "surface-raised"];
const ALARMS = ["critical", "warning", "notice"];

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
])("%s", (_theme, colours) => {
  const colour = (name: string): LinearRgb => linearOfOklch(colours.get(name) ?? `missing --${name}`);

  test("every colour can be shown by an sRGB screen", () => {
    const outside = [...colours.keys()].filter((name) => outOfGamut(colour(name)) > 0.002);
    expect(outside).toEqual([]);
  });

  test.each(TEXTS)("--%s is read as text on every ground", (name) => {
    for (const ground of [...GROUNDS, "surface-hover"]) {
      expect(contrast(colour(name), colour(ground)), `on --${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(MARKS)("--%s is seen as a mark on the surface", (name) => {
    expect(contrast(colour(name), colour("surface"))).toBeGreaterThanOrEqual(3);
  });

  test.each(ALARMS)("%s text is read on its own soft ground, and plain text too", (name) => {
    expect(contrast(colour(`${name}-text`), colour(`${name}-soft`))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("text"), colour(`${name}-soft`))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["protanopia", "deuteranopia", "tritanopia"] as const)("alarm marks stay apart with %s", (deficiency) => {
    const seen = [...ALARMS.map((name) => `${name}-mark`), "mark"].map((name) => simulated(colour(name), deficiency));
    for (const [index, one] of seen.entries()) {
      for (const other of seen.slice(index + 1)) expect(distance(one, other)).toBeGreaterThanOrEqual(0.06);
    }
  });

  test("alarm marks stay apart in grey print", () => {
    const lightness = ALARMS.map((name) => Number(/oklch\(([\d.]+)/.exec(colours.get(`${name}-mark`) ?? "")?.[1]));
    const sorted = lightness.toSorted((a, b) => a - b);
    expect((sorted[1] ?? 0) - (sorted[0] ?? 0)).toBeGreaterThanOrEqual(0.06);
    expect((sorted[2] ?? 0) - (sorted[1] ?? 0)).toBeGreaterThanOrEqual(0.06);
  });

  test("chart series are steps of one neutral ramp", () => {
    const steps = ["series-1", "series-2", "series-3", "series-4"].map(colour);
    for (const [index, step] of steps.slice(1).entries()) {
      expect(distance(step, steps[index] ?? step)).toBeGreaterThanOrEqual(0.08);
    }
  });
});

test("the ruler itself is right: known values", () => {
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 5);
  const red = linearOfOklch("oklch(0.62796 0.25768 29.234)");
  expect(red[0]).toBeCloseTo(1, 2);
  expect(red[1]).toBeCloseTo(0, 2);
  expect(red[2]).toBeCloseTo(0, 2);
  expect(distance([0, 0, 0], [1, 1, 1])).toBeCloseTo(1, 3);
});
