import type { BeatHistory } from "./beat-marks.ts";
import { BeatStrip } from "./BeatStrip.tsx";
import { TimeAxis } from "./TimeAxis.tsx";
import "#ui/base.css";
import { afterEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

const WINDOW = { from: 0, to: 900_000 };
const BOUNDS = { lateAfterIntervals: 1.5, silentAfterIntervals: 3 };
const HISTORY = {
  beatsAt: [600_000, 630_000, 660_000],
  heldSince: 300_000,
  lastBeatAt: 660_000,
  intervalMs: 30_000,
  signOffsAt: [],
};

const ONE_MORE = { ...HISTORY, beatsAt: [...HISTORY.beatsAt, 690_000], lastBeatAt: 690_000 };

const REDUCED = {
  matches: true,
  media: "",
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
};

function strip(history: BeatHistory = HISTORY) {
  return (
    <div style={{ width: 300, height: 24 }}>
      <BeatStrip history={history} window={WINDOW} bounds={BOUNDS} />
    </div>
  );
}

/** Canvas pixels that something was drawn on, as one text: equal exactly when the drawings are. */
function drawing(): string {
  const canvas = document.querySelector("canvas");
  const data = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
  return data === undefined || data.every((byte) => byte === 0) ? "" : data.join();
}

afterEach(() => {
  document.documentElement.removeAttribute("data-theme");
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("BeatStrip", () => {
  it("says in words what it draws", async () => {
    await render(strip());
    await expect
      .element(page.getByText("3 beats in 15 min, 7 missed, nothing held of the first 5 min, last 4 min ago"))
      .toBeInTheDocument();
  });

  it("draws on as many pixels as the screen has, and again when the theme changes", async () => {
    document.documentElement.dataset["theme"] = "light";
    await render(strip());
    await expect.poll(drawing).not.toBe("");
    expect(document.querySelector("canvas")?.width).toBe(Math.round(300 * window.devicePixelRatio));
    const light = drawing();
    document.documentElement.dataset["theme"] = "dark";
    await expect.poll(drawing).not.toBe(light);
    document.documentElement.dataset["theme"] = "light";
    await expect.poll(drawing).toBe(light);
  });

  it("lights the mark of a beat that arrives, once and for a moment", async () => {
    const first = await render(strip(ONE_MORE));
    await expect.poll(drawing).not.toBe("");
    const settled = drawing();
    await first.unmount();
    const { rerender } = await render(strip());
    await expect.poll(drawing).not.toBe("");
    expect(drawing()).not.toBe(settled);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await rerender(strip(ONE_MORE));
    expect(vi.getTimerCount()).toBe(1);
    const lit = drawing();
    expect(lit).not.toBe(settled);
    vi.advanceTimersByTime(199);
    await expect.poll(drawing).toBe(settled);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("lights nothing where motion is not wanted", async () => {
    const matchMedia = window.matchMedia.bind(window);
    vi.spyOn(window, "matchMedia").mockImplementation((query) =>
      query.includes("reduced-motion") ? Object.assign(new EventTarget(), REDUCED) : matchMedia(query),
    );
    const { rerender } = await render(strip());
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await rerender(strip(ONE_MORE));
    expect(vi.getTimerCount()).toBe(0);
  });

  it("hides its picture from those who are told the words", async () => {
    await render(strip());
    expect(document.querySelector("canvas")?.getAttribute("aria-hidden")).toBe("true");
  });
});

it("writes the clock over a column of strips", async () => {
  const at = new Date(2026, 1, 9, 12, 5).getTime();
  await render(
    <div style={{ width: 400 }}>
      <TimeAxis window={{ from: at - 300_000, to: at + 600_000 }} ticksAt={[at]} running />
    </div>,
  );
  const tick = [...document.querySelectorAll("span")].find((span) => span.textContent === "12:05");
  expect(tick?.style.insetInlineStart).toMatch(/^33\.3/u);
});
