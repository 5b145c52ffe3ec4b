import { tasksAside, workloadCounts } from "./workload.ts";
import { expect, it } from "vitest";

it("leads from each number of an agent's work to the tasks that make it", () => {
  const counts = workloadCounts({ agent: "Doc-Brown", holds: 1, done: 12, failed: 2, busyShare: 0.43 });
  expect(counts.map(({ text, count, href, format }) => [format?.(count ?? 0) ?? String(count), text, href])).toEqual([
    ["1", "held", "#/tasks?owner=Doc-Brown&state=claimed"],
    ["12", "done", "#/tasks?owner=Doc-Brown&state=completed"],
    ["2", "failed", "#/tasks?owner=Doc-Brown&state=failed"],
    ["43%", "of the time busy", "#/tasks?owner=Doc-Brown&sort=run&order=descending"],
  ]);
});

it("counts all its tasks, also those not listed", () => {
  expect(tasksAside(0)).toBe("All its tasks");
  expect(tasksAside(1).replaceAll("\u00A0", " ")).toBe("1 task");
});
