/** Numbers in a typed array that grows up to a bound; past it a new one takes the oldest one's place. */
export interface Samples {
  values: Float64Array;
  /** How many are held. */
  size: number;
  /** Where the next one goes. */
  next: number;
  readonly max: number;
}

const FIRST = 1024;

export function createSamples(max: number): Samples {
  return { values: new Float64Array(Math.min(FIRST, max)), size: 0, next: 0, max };
}

/** Where it was put. */
export function addSample(samples: Samples, value: number): number {
  if (samples.next >= samples.values.length) {
    if (samples.values.length < samples.max) {
      const larger = new Float64Array(Math.min(2 * samples.values.length, samples.max));
      larger.set(samples.values);
      samples.values = larger;
    } else {
      samples.next = 0;
    }
  }
  const at = samples.next++;
  samples.values[at] = value;
  if (samples.next > samples.size) samples.size = samples.next;
  return at;
}

export function clearSamples(samples: Samples): void {
  samples.size = 0;
  samples.next = 0;
}
