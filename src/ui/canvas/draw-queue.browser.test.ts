import { drawSoon } from "./draw-queue.ts";
import { expect, test } from "vitest";

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

test("one drawing is drawn for the next frame, many are spread over several, each once", async () => {
  const drawn: number[] = [];
  drawSoon(() => drawn.push(0));
  await nextFrame();
  expect(drawn).toEqual([0]);

  for (let index = 1; index <= 40; index += 1) drawSoon(() => drawn.push(index));
  await nextFrame();
  expect(drawn.length, "some wait for the frames after").toBeLessThan(41);
  await expect.poll(() => drawn).toEqual(Array.from({ length: 41 }, (_, index) => index));
});

test("what is taken back is not drawn", async () => {
  const drawn: string[] = [];
  const takeBack = drawSoon(() => drawn.push("taken back"));
  drawSoon(() => drawn.push("drawn"));
  takeBack();
  await expect.poll(() => drawn).toEqual(["drawn"]);
});
