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

/** What the page is made of, by its path in src/. A glob of the bundler would hide a file that no page imports; read the folder. */
function sources(suffix: RegExp): { path: string; text: string }[] {
  const source = new URL("../", import.meta.url);
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((path) => suffix.test(path) && !/\.(test|properties)\.tsx?$/u.test(path))
    .map((path) => ({ path, text: readFileSync(new URL(path, source), "utf8") }));
}

const LIGHT = coloursOf(':root[data-theme="light"]');
const DARK = coloursOf(':root[data-theme="dark"]');
const WALL = coloursOf(':root[data-theme="wall"]');
const DARK_BY_SYSTEM = coloursOf(':root:not([data-theme="light"])');

test("dark by system and dark by choice are one theme, and all themes name the same colours", () => {
  expect(DARK_BY_SYSTEM).toEqual(DARK);
  expect([...LIGHT.keys()]).toEqual([...DARK.keys()]);
  expect([...LIGHT.keys()]).toEqual([...WALL.keys()]);
  expect(LIGHT.size).toBeGreaterThan(20);
});

const COLOUR_FUNCTION = /\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(/i;
const HEX = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b/i;
/** Words of CSS that are colours and that a hurried hand would write. */
const COLOUR_WORD =
  /:.*[\s:,(](?:white|black|gr[ae]y|silver|red|green|blue|yellow|orange|amber|purple|pink|brown|teal|cyan|magenta|lime|navy|maroon|olive|crimson|tomato|gold)[\s;,)]/i;

test("no stylesheet names a colour but tokens.css", () => {
  const stylesheets = sources(/\.css$/u).filter(({ path }) => path !== "ui/tokens.css");
  expect(stylesheets.length).toBeGreaterThan(20);
  const named = stylesheets.flatMap(({ path, text }) =>
    text
      .replaceAll(/\/\*[\s\S]*?\*\//gu, "")
      .split("\n")
      .filter((line) => COLOUR_FUNCTION.test(line) || HEX.test(line) || COLOUR_WORD.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(named).toEqual([]);
});

test("no code names a colour: what is drawn is drawn with a token", () => {
  const code = sources(/\.tsx?$/u).filter(({ path }) => path !== "ui/colour-maths.ts");
  expect(code.length).toBeGreaterThan(100);
  const QUOTED = /(["'`])(?:(?!\1).)*\1/gu;
  const named = code.flatMap(({ path, text }) =>
    [...text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gmu, "").matchAll(QUOTED)]
      .map(([quoted]) => quoted)
      .filter(
        (quoted) => COLOUR_FUNCTION.test(quoted) || /^.#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8}).$/iu.test(quoted),
      )
      .map((quoted) => `${path}: ${quoted}`),
  );
  expect(named).toEqual([]);
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
  ["light", LIGHT, 4.5],
  ["dark", DARK, 4.5],
  ["wall", WALL, 7],
])("%s", (_theme, colours, textContrast) => {
  const colour = (name: string): LinearRgb => linearOfOklch(colours.get(name) ?? `missing --${name}`);

  test("every colour can be shown by an sRGB screen", () => {
    const outside = [...colours.keys()].filter((name) => outOfGamut(colour(name)) > 0.002);
    expect(outside).toEqual([]);
  });

  test.each(TEXTS)("--%s is read as text on every ground", (name) => {
    for (const ground of [...GROUNDS, "surface-hover"]) {
      expect(contrast(colour(name), colour(ground)), `on --${ground}`).toBeGreaterThanOrEqual(textContrast);
    }
  });

  test.each(MARKS)("--%s is seen as a mark on the surface", (name) => {
    expect(contrast(colour(name), colour("surface"))).toBeGreaterThanOrEqual(3);
  });

  test.each(ALARMS)("%s text is read on its own soft ground, and plain text too", (name) => {
    expect(contrast(colour(`${name}-text`), colour(`${name}-soft`))).toBeGreaterThanOrEqual(textContrast);
    expect(contrast(colour("text"), colour(`${name}-soft`))).toBeGreaterThanOrEqual(textContrast);
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
