import type { FeatureLine } from "./feature-line.ts";
import type { Planner } from "./planner.ts";
import type { Random } from "./random.ts";
import type { SimAgent } from "./sim-agent.ts";

/** So many tasks of a fleet's past, at most; small fleets have fewer. */
const MAX_TASKS = 40;
const TASKS_PER_WORKER = 3;

/**
 * Fills the streams so that a page opened at once has something to show: tasks done and failed, some waiting, features at
 * several stages. All of it is real messages by the real clients, published as fast as the server takes them.
 */
export async function publishPast(
  planner: Planner,
  workers: readonly SimAgent[],
  features: FeatureLine,
  random: Random,
): Promise<void> {
  await Promise.all([pastTasks(planner, workers, random), pastFeatures(features), planner.sayRoadmap()]);
}

async function pastTasks(planner: Planner, workers: readonly SimAgent[], random: Random): Promise<void> {
  const rounds = Math.ceil(Math.min(MAX_TASKS, workers.length * TASKS_PER_WORKER) / Math.max(1, workers.length));
  const busy = workers.slice(0, MAX_TASKS);
  for (let round = 0; round < rounds; round++) {
    const ids = await Promise.all(busy.map(() => planner.publish(false)));
    await Promise.all(busy.map((worker, i) => worker.doAtOnce(ids[i] ?? "", random.chance(0.08))));
  }
  // Some for the workers to find, and one chain of waiting ones.
  for (let i = 0; i < Math.min(6, workers.length + 2); i++) await planner.publish(i > 3);
}

/** Two features done, one half way, and a second version of the first. */
async function pastFeatures(features: FeatureLine): Promise<void> {
  const [first, second, third] = [features.nextName(), features.nextName(), features.nextName()];
  await Promise.all([features.pastFeature(first, 6), features.pastFeature(second, 6), features.pastFeature(third, 3)]);
  await features.secondVersion(first);
}
