/** How much was heard in each of the last seconds, from counts that are told now and then. Pure. */
export interface RateSamples {
  /** The count at the end of each second that is over, and as of now in the running one; oldest first. */
  seconds: readonly { second: number; heard: number }[];
}

export const NO_SAMPLES: RateSamples = { seconds: [] };

const SECOND_MS = 1_000;
const KEPT = 61;

/** @param heard all that was heard until `at` */
export function noteCount({ seconds }: RateSamples, at: number, heard: number): RateSamples {
  const second = Math.floor(at / SECOND_MS);
  const last = seconds.at(-1);
  // A count that went back is of another life.
  if (last !== undefined && heard < last.heard) return { seconds: [{ second, heard }] };
  const before = last?.second === second ? seconds.slice(0, -1) : seconds;
  return { seconds: [...before, { second, heard }].slice(-KEPT) };
}

/** Messages in each of the last `count` seconds, oldest first, the running one last; null: nobody listened. */
export function perSecond({ seconds }: RateSamples, count: number): (number | null)[] {
  const last = seconds.at(-1);
  if (last === undefined) return Array.from({ length: count }, () => null);
  return Array.from({ length: count }, (_none, index) => {
    const second = last.second - (count - 1 - index);
    const until = heardBy(seconds, second);
    const before = heardBy(seconds, second - 1);
    return until === null || before === null ? null : until - before;
  });
}

/** All that was heard by the end of a second. */
function heardBy(seconds: RateSamples["seconds"], second: number): number | null {
  return seconds.findLast((one) => one.second <= second)?.heard ?? null;
}
