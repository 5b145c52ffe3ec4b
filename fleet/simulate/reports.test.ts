import { expect, test } from "vitest";
import { STAGES } from "#contract/streams.ts";
import { decode } from "#contract/decode.ts";
import { loadMessage } from "./load.ts";
import { seeded } from "./random.ts";
import { writeReport } from "./reports.ts";

test("reports are markdown of 5 to 15 kB, the same for the same seed", () => {
  for (const { stage } of STAGES) {
    for (let seed = 0; seed < 20; seed++) {
      const report = writeReport(stage, "dark-mode", seeded(seed));
      const bytes = new TextEncoder().encode(report).length;
      expect(bytes).toBeGreaterThan(5_000);
      expect(bytes).toBeLessThan(16_000);
      expect(report).toContain("\n## ");
      expect(writeReport(stage, "dark-mode", seeded(seed))).toBe(report);
    }
  }
});

test("load is readable, mostly beats, and each of its tasks goes its way", () => {
  const families = new Map<string, number>();
  const states: string[] = [];
  for (let n = 0; n < 200; n++) {
    const { subject, body } = loadMessage(n, "run", "alice", "2026-01-01T00:00:00.000Z");
    const decoded = decode(subject, new TextEncoder().encode(JSON.stringify(body)));
    const value = decoded.ok ? decoded.value : null;
    const family = value?.family ?? "unreadable";
    families.set(family, (families.get(family) ?? 0) + 1);
    if (value?.family === "task") states.push(`${value.task.taskId} ${value.task.status}`);
  }
  expect(Object.fromEntries(families)).toEqual({ heartbeat: 188, task: 6, message: 6 });
  expect(states).toEqual(
    ["0", "1"].flatMap((cycle) => ["available", "claimed", "completed"].map((state) => `load-run-${cycle} ${state}`)),
  );
});

test("randomness is the same for the same seed and label, whatever else was asked", () => {
  const [one, other] = [seeded(1), seeded(1)];
  other.next();
  expect(one.fork("a").next()).toBe(other.fork("a").next());
  expect(one.fork("a").next()).not.toBe(one.fork("b").next());
  expect(seeded(1).next()).not.toBe(seeded(2).next());
  const drawn = Array.from({ length: 1_000 }, () => one.next());
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
});
