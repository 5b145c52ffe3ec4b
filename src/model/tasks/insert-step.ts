import type { TaskStep } from "./task-entry.ts";

/**
 * Puts a step where it belongs: by sequence within its stream, by time between streams, where each stream's own order is never broken.
 * Past `max` the first and the newest stay. Returns the step that went for it (it may be the one that came), or null.
 */
export function insertStep(steps: TaskStep[], step: TaskStep, max: number): TaskStep | null {
  const last = steps.at(-1);
  if (last !== undefined && last.stream === step.stream && last.seq < step.seq && isOneStream(steps)) steps.push(step);
  else if (isOneStream(steps) && steps[0]?.stream === step.stream) steps.splice(placeIn(steps, step.seq), 0, step);
  else mergeIn(steps, step);
  // The second, for the first tells how the life began.
  return steps.length > max ? (steps.splice(1, 1)[0] ?? null) : null;
}

/** First and last cannot tell it alone: two streams may take turns. Nearly every task has very few steps. */
function isOneStream(steps: readonly TaskStep[]): boolean {
  const stream = steps[0]?.stream;
  for (let index = 1; index < steps.length; index++) if (steps[index]?.stream !== stream) return false;
  return true;
}

function placeIn(steps: readonly TaskStep[], seq: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mergeIn(steps: TaskStep[], step: TaskStep): void {
  const streams = [...new Set([...steps.map(({ stream }) => stream), step.stream])].sort();
  const lanes = streams.map((stream) => {
    const lane = steps.filter((each) => each.stream === stream);
    if (stream === step.stream) lane.splice(placeIn(lane, step.seq), 0, step);
    return lane;
  });
  const count = steps.length + 1;
  steps.length = 0;
  const heads = lanes.map(() => 0);
  while (steps.length < count) {
    let next = -1;
    let earliest = Number.POSITIVE_INFINITY;
    for (let lane = 0; lane < lanes.length; lane++) {
      const head = lanes[lane]?.[heads[lane] ?? 0];
      if (head === undefined || head.at >= earliest) continue;
      earliest = head.at;
      next = lane;
    }
    const taken = lanes[next]?.[heads[next] ?? 0];
    if (taken === undefined) return;
    steps.push(taken);
    heads[next] = (heads[next] ?? 0) + 1;
  }
}
