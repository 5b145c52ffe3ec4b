import type { BeatMark, TimeWindow } from "./beat-marks.ts";
import type { Size } from "#ui/canvas/Drawing.tsx";
import type { Palette } from "#ui/canvas/display.ts";
import { unreachable } from "#util/assert.ts";

const CROSS = 6;
const CROSS_ROOM = 9;

export interface BeatDrawing {
  marks: readonly BeatMark[];
  window: TimeWindow;
  intervalMs: number;
  /** Moments of the axis' ticks: one hairline each, so that rows line up. */
  gridAt: readonly number[];
  /** The beat that has just arrived: it stands taller and darker. Null: none has. */
  litAt: number | null;
}

/**
 * Paints laid-out beats. Shape tells the kinds apart without colour: a full bar is on time, a half bar late, a dot a beat that is missing
 * in a short gap, a cross one that is missing in a silence, a dashed outline what is not held.
 */
export function drawBeats(
  context: CanvasRenderingContext2D,
  size: Size,
  palette: Palette,
  { marks, window, intervalMs, gridAt, litAt }: BeatDrawing,
): void {
  const scale = size.width / (window.to - window.from);
  const x = (at: number): number => (at - window.from) * scale;
  const bar = Math.min(4, Math.max(1, Math.floor(intervalMs * scale * 0.5)));
  const top = 2;
  const base = size.height - 2;

  context.fillStyle = palette.line;
  for (const at of gridAt) context.fillRect(Math.round(x(at)), 0, 1, size.height);

  const open = marks.at(-1);
  const lit = marks.find((mark) => (mark.kind === "on-time" || mark.kind === "late") && mark.at === litAt);
  const openSilent = open?.kind === "open-end" && open.state === "silent";

  for (const [index, mark] of marks.entries()) {
    switch (mark.kind) {
      case "on-time":
        context.fillStyle = palette.mark;
        context.fillRect(barLeft(x(mark.at), bar, size.width), top, bar, base - top);
        break;
      case "late":
        context.fillStyle = palette["warning-mark"];
        context.fillRect(barLeft(x(mark.at), bar, size.width), (top + base) / 2, bar, (base - top) / 2);
        break;
      case "missed": {
        const isOpen = openSilent && index === marks.length - 2;
        if (mark.silent) drawCrosses(context, size, mark, x, palette["critical-mark"], isOpen ? 2 : 1);
        else drawDots(context, mark, x, base, palette["mark-soft"]);
        break;
      }
      case "not-held":
        context.strokeStyle = palette["line-strong"];
        context.lineWidth = 1;
        context.setLineDash([3, 3]);
        context.strokeRect(x(mark.from) + 0.5, top + 0.5, Math.max(0, x(mark.to) - x(mark.from) - 2), base - top - 1);
        context.setLineDash([]);
        break;
      case "open-end":
        drawOpenEnd(context, mark, x, bar, base, size, palette);
        break;
      default:
        unreachable(mark);
    }
  }
  if (lit !== undefined && litAt !== null) {
    context.fillStyle = palette.text;
    context.fillRect(Math.max(0, barLeft(x(litAt), bar, size.width) - 1), 0, bar + 2, size.height);
  }
}

/** Bars end at their moment, on whole pixels, so that a beat of just now is not cut off. */
function barLeft(at: number, bar: number, width: number): number {
  return Math.max(0, Math.min(width, Math.round(at)) - bar);
}

type Missed = Extract<BeatMark, { kind: "missed" }>;

/** Where crosses would touch, every n-th is drawn: the row still says silence, and the count stands beside it in words. */
function drawCrosses(
  context: CanvasRenderingContext2D,
  size: Size,
  mark: Missed,
  x: (at: number) => number,
  colour: string,
  weight: number,
): void {
  const pitch = x(mark.firstDueAt + mark.stepMs) - x(mark.firstDueAt);
  const every = Math.max(1, Math.ceil(CROSS_ROOM / pitch));
  const middle = size.height / 2;
  const arm = CROSS / 2;
  context.strokeStyle = colour;
  context.lineWidth = weight;
  context.beginPath();
  for (let index = 0; index < mark.count; index += every) {
    const at = Math.min(size.width - arm - 1, Math.max(arm + 1, x(mark.firstDueAt + index * mark.stepMs)));
    context.moveTo(at - arm, middle - arm);
    context.lineTo(at + arm, middle + arm);
    context.moveTo(at - arm, middle + arm);
    context.lineTo(at + arm, middle - arm);
  }
  context.stroke();
}

function drawDots(
  context: CanvasRenderingContext2D,
  mark: Missed,
  x: (at: number) => number,
  base: number,
  colour: string,
): void {
  context.fillStyle = colour;
  for (let index = 0; index < mark.count; index++) {
    const at = x(mark.firstDueAt + index * mark.stepMs);
    context.fillRect(Math.round(at) - 2, base - 2, 2, 2);
  }
}

function drawOpenEnd(
  context: CanvasRenderingContext2D,
  mark: Extract<BeatMark, { kind: "open-end" }>,
  x: (at: number) => number,
  bar: number,
  base: number,
  size: Size,
  palette: Palette,
): void {
  const from = Math.round(x(mark.from)) + 1;
  const width = Math.max(0, size.width - from);
  switch (mark.state) {
    case "waiting":
      context.fillStyle = palette["mark-ghost"];
      context.fillRect(from, base - 1, width, 1);
      break;
    case "late":
      // The half bar that is still to come, drawn open.
      context.fillStyle = palette["warning-mark"];
      context.fillRect(from, base - 2, width, 2);
      context.fillRect(size.width - Math.max(2, bar), (2 + base) / 2, Math.max(2, bar), (base - 2) / 2);
      break;
    case "silent":
      break;
    case "signed-off":
      // A closing stop: it said that it goes.
      context.fillStyle = palette["mark-strong"];
      context.fillRect(Math.min(from, size.width - 5), base - 5, 5, 5);
      break;
    default:
      unreachable(mark.state);
  }
}
