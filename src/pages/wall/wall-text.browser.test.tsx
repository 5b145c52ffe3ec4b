import { fleetOfSize, openWall, severeAlarms, wallView } from "./wall.fixture.tsx";
import { arcMinutes, CAP_HEIGHT_EM, LEGIBLE_ARC_MINUTES } from "#model/wall/geometry.ts";
import type { Viewing } from "#model/wall/geometry.ts";
import { WALL_PANELS } from "#model/wall/panels.ts";
import { MONO_EM, wordsWidth } from "#model/wall/text-width.ts";
import { observerNow } from "#store/ticker.ts";
import { HOUR_MS } from "#util/units.ts";
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

const SCREENS = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
] as const;

/** Where a piece of text is, and what it says. */
interface Piece {
  text: string;
  fontPx: number;
  box: DOMRect;
  /** The list place, figure or heading that has to hold it. */
  holder: DOMRect;
  /** Marked as belonging together: pieces of one element never lie upon each other by accident. */
  element: Element;
}

/** All text that is seen. */
function pieces(): Piece[] {
  const wall = document.querySelector("main");
  if (wall === null) throw new Error("no wall");
  const walker = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
  const found: Piece[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || element.closest("h1, title") !== null || node.textContent?.trim() === "") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const holder = (element.closest("li, h2, figure, dl, header, footer") ?? wall).getBoundingClientRect();
    found.push({
      text: node.textContent ?? "",
      fontPx: Number.parseFloat(getComputedStyle(element).fontSize),
      box,
      holder,
      element,
    });
  }
  return found;
}

/** One pixel for what a browser rounds. */
function isWithin(inner: DOMRect, outer: DOMRect): boolean {
  return (
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1
  );
}

/** From the top of the letters to the end of their tails: a line's box is higher than what is in it. */
function ink({ top, height }: DOMRect): { top: number; bottom: number } {
  return { top: top + 0.2 * height, bottom: top + 0.88 * height };
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  const [one, other] = [ink(a), ink(b)];
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return across > 1 && down > 1;
}

/** Everything that is wrong with the text on the screen; empty: all of it is large enough, whole, and apart. */
function troubles(viewing: Viewing): string[] {
  const screen = { widthPx: window.innerWidth, heightPx: window.innerHeight };
  const view = new DOMRect(0, 0, screen.widthPx, screen.heightPx);
  const all = pieces();
  if (all.length < 3) return ["hardly any text is there"];
  const found: string[] = [];
  for (const [index, { text, fontPx, box, holder, element }] of all.entries()) {
    const minutes = arcMinutes(fontPx, screen, viewing);
    if (minutes < LEGIBLE_ARC_MINUTES) found.push(`"${text}" is ${minutes.toFixed(1)} arc minutes high`);
    if (!isWithin(box, view)) found.push(`"${text}" is off the screen`);
    if (box.right > holder.right + 1 || box.left < holder.left - 1) found.push(`"${text}" is wider than its place`);
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline") {
      found.push(`"${text}" is cut: ${element.scrollWidth} in ${element.clientWidth}`);
    }
    for (const other of all.slice(index + 1)) {
      if (overlap(box, other.box)) found.push(`"${text}" lies upon "${other.text}"`);
    }
  }
  return found;
}

async function shown(panel: string): Promise<void> {
  await expect
    .element(page.getByRole("heading", { level: 2 }).first())
    .toHaveTextContent(new RegExp(`^${panel}`, "iu"));
}

const DEFAULT_VIEWING: Viewing = { inches: 55, metres: 4 };

describe("every text of the wall is at least 20 arc minutes high, whole, and apart from the others", () => {
  test.each([3, 24, 300, 1_000, 10_000])("the fleet of %i agents", async (count) => {
    const view = wallView(fleetOfSize(count), {});
    await page.viewport(...SCREENS[1]);
    await openWall({ ...view, alarms: { ...view.alarms, alarms: severeAlarms().slice(0, 2) } }, "?pages=fleet");
    for (const [width, height] of SCREENS) {
      await page.viewport(width, height);
      await expect.poll(() => troubles(DEFAULT_VIEWING), { message: `${width} × ${height}` }).toEqual([]);
    }
    const kind = count <= 3 ? "tiles" : count <= 24 ? "bars" : count <= 1_000 ? "cells" : "groups";
    expect(document.querySelector("[data-fit]")?.getAttribute("data-fit")).toBe(kind);
  });

  test("every other panel, with long names and large numbers", async () => {
    const view = wallView(fleetOfSize(24));
    await page.viewport(...SCREENS[1]);
    await openWall({ ...view, alarms: { ...view.alarms, alarms: severeAlarms() } });
    await userEvent.keyboard(" ");
    for (const panel of WALL_PANELS) {
      await shown(panel);
      for (const [width, height] of SCREENS) {
        await page.viewport(width, height);
        await expect.poll(() => troubles(DEFAULT_VIEWING), { message: `${panel}, ${width} × ${height}` }).toEqual([]);
      }
      await userEvent.keyboard("{ArrowRight}");
    }
  });

  test.each([
    [75, 2],
    [65, 3],
    [43, 3],
    [43, 8],
  ])("a screen of %i inches read from %i m", async (inches, metres) => {
    await page.viewport(...SCREENS[1]);
    const view = wallView(fleetOfSize(300));
    await openWall(
      { ...view, alarms: { ...view.alarms, alarms: severeAlarms() } },
      `?size=${inches}&distance=${metres}`,
    );
    await expect.poll(() => troubles({ inches, metres })).toEqual([]);
  });

  test("a screen on its side, and a view that is lost", async () => {
    await page.viewport(1080, 1920);
    const now = observerNow();
    const since = now - 30 * HOUR_MS;
    await openWall(
      wallView(fleetOfSize(24), {
        connection: { state: "lost", since, url: "wss://x:1", attempt: 9, nextTryAt: now + HOUR_MS, reason: "closed" },
        sight: { state: "lost", since },
      }),
    );
    await expect.element(page.getByRole("status", { name: "Summary" })).toHaveTextContent(/^No view since/u);
    for (const size of [[1080, 1920] as const, ...SCREENS]) {
      await page.viewport(size[0], size[1]);
      await expect.poll(() => troubles(DEFAULT_VIEWING), { message: size.join(" × ") }).toEqual([]);
    }
  });
});

test("the rulers are right: the fonts are as high and as wide as is reckoned with", async () => {
  await openWall(wallView(fleetOfSize(3)));
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) throw new Error("no canvas");
  const measure = (font: string, text: string): TextMetrics => {
    context.font = font;
    return context.measureText(text);
  };
  const words = '600 100px "Source Sans 3 Variable"';
  const mono = '400 100px "Source Code Pro Variable"';
  await Promise.all([document.fonts.load(words), document.fonts.load(mono)]);
  for (const font of [words, mono]) {
    expect(measure(font, "H").actualBoundingBoxAscent).toBeGreaterThanOrEqual(CAP_HEIGHT_EM * 100);
  }
  expect(measure(mono, "m").width).toBeLessThanOrEqual(MONO_EM * 100);
  const samples = [
    "All 24 agents on time",
    "1,017 of 10,240 agents",
    "No view since Mon 12:03:11: next try in 59 min",
    "% – · ( ) / ? !",
  ];
  const alphabet = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;'()-–/%?!+\"·");
  const tooNarrow = [...samples, ...alphabet].filter((text) => wordsWidth(text) * 100 < measure(words, text).width);
  expect(tooNarrow).toEqual([]);
});
