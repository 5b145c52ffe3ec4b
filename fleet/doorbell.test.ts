import { expect, test } from "vitest";
import { Doorbell } from "./doorbell.ts";

test("a bell that is early is answered when its message has been stored", async () => {
  const came: string[] = [];
  let reads = 0;
  const bell: Doorbell = new Doorbell(async () => {
    reads += 1;
    if (reads < 4) return;
    came.push(`read ${reads}`);
    bell.took();
  });
  bell.ring();
  await expect.poll(() => came, { timeout: 20_000 }).toEqual(["read 4"]);
});

test("bells during a reading share the next one, and a failed reading is made again", async () => {
  let reads = 0;
  let owed = 0;
  const ring = () => {
    owed += 1;
    bell.ring();
  };
  const bell: Doorbell = new Doorbell(async () => {
    reads += 1;
    if (reads === 1) {
      ring();
      ring();
      throw new Error("the link is down");
    }
    for (; owed > 0; owed--) bell.took();
  });
  ring();
  await expect.poll(() => [reads, owed], { timeout: 20_000 }).toEqual([2, 0]);
});

test("one that announces what never comes gives up, and hears the next", async () => {
  let reads = 0;
  const bell = new Doorbell(async () => {
    reads += 1;
  });
  bell.ring();
  await expect.poll(() => reads, { timeout: 20_000 }).toBe(8);
  bell.readOn();
  await expect.poll(() => reads, { timeout: 20_000 }).toBe(9);
  bell.close();
  bell.ring();
  await Promise.resolve();
  expect(reads).toBe(9);
});
