/** Seeded randomness: the same seed gives the same life. */
export interface Random {
  /** 0 ≤ x < 1 */
  next: () => number;
  /** min ≤ x < max */
  between(min: number, max: number): number;
  /** An index: 0 ≤ x < count. */
  index(count: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
  /** Independent of the others with other labels, and of how often they were asked. */
  fork(label: string): Random;
}

export function seeded(seed: number | string): Random {
  let state = hash(String(seed));
  // mulberry32: 32 bits of state are plenty to choose names and pauses.
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  const index = (count: number) => Math.floor(next() * count);
  return {
    next,
    between: (min, max) => min + next() * (max - min),
    index,
    pick<T>(items: readonly T[]): T {
      const item = items[index(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
    chance: (probability) => next() < probability,
    fork: (label) => seeded(`${seed}/${label}`),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
