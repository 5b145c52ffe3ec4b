import type { FeatureLine } from "./feature-line.ts";
import type { Planner } from "./planner.ts";
import type { Random } from "./random.ts";
import type { SimAgent } from "./sim-agent.ts";

/** So many tasks of a fleet's past, at most; small fleets have fewer. */
const MAX_TASKS = 40;
const TASKS_PER_WORKER = 3;
/** Claims of different tasks stand in each other's way too: more at once would not be sooner done. */
const LANES = 3;

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
  const count = Math.min(MAX_TASKS, workers.length * TASKS_PER_WORKER);
  const ids = await Promise.all(Array.from({ length: count }, () => planner.publish(false)));
  const fails = ids.map(() => random.chance(0.08));
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const crew = workers.filter((_, w) => w % LANES === lane);
    for (let i = lane, turn = 0; i < count && crew.length > 0; i += LANES, turn++) {
      await crew[turn % crew.length]?.doAtOnce(ids[i] ?? "", fails[i] ?? false);
    }
  });
  await Promise.all(lanes);
  // Some for the workers to find, and one chain of waiting ones.
  for (let i = 0; i < Math.min(6, workers.length + 2); i++) await planner.publish(i > 3);
}

/** Two features done, one half way, and a second version of the first. */
async function pastFeatures(features: FeatureLine): Promise<void> {
  const [first, second, third] = [features.nextName(), features.nextName(), features.nextName()];
  await Promise.all([features.pastFeature(first, 6), features.pastFeature(second, 6), features.pastFeature(third, 3)]);
  await features.secondVersion(first);
}
