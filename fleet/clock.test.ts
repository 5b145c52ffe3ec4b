import { expect, test } from "vitest";
import { ManualClock, wait } from "./clock.ts";

test("timers run when they fall due, in order, those made on the way included", async () => {
  const clock = new ManualClock(1_000);
  const ran: string[] = [];
  clock.after(20, () => ran.push(`b at ${clock.now()}`));
  clock.after(10, () => {
    ran.push(`a at ${clock.now()}`);
    clock.after(10, () => ran.push(`c at ${clock.now()}`));
  });
  clock.after(15, () => ran.push("cancelled"))();
  clock.advance(9);
  expect(ran).toEqual([]);
  clock.advance(11);
  expect(ran).toEqual(["a at 1010", "b at 1020", "c at 1020"]);
  expect(clock.now()).toBe(1_020);
  const waited = wait(clock, 5);
  clock.advance(5);
  await waited;
  expect(clock.now()).toBe(1_025);
});
