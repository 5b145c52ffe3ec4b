/**
 * Canvases are drawn a few at a time, before a frame is painted: forty rows whose second has come would else be one task that holds the page
 * for longer than a frame. One canvas alone is drawn for the very next frame.
 */
const FRAME_MS = 5;
/** What a canvas is told to draw is drawn after us, in the same frame. */
const MOST_A_FRAME = 12;

const waiting = new Set<() => void>();
let isAsked = false;

/** Calls `draw` before one of the next frames; gives how to take it back. In a hidden page nothing is drawn until it is seen again. */
export function drawSoon(draw: () => void): () => void {
  waiting.add(draw);
  askForFrame();
  return () => waiting.delete(draw);
}

function askForFrame(): void {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(drawSome);
}

function drawSome(): void {
  isAsked = false;
  const until = performance.now() + FRAME_MS;
  let drawn = 0;
  for (const draw of waiting) {
    if (drawn === MOST_A_FRAME || (drawn > 0 && performance.now() >= until)) break;
    waiting.delete(draw);
    draw();
    drawn += 1;
  }
  if (waiting.size > 0) askForFrame();
}
