/**
 * Runs every variant once a round, beginning with another one each round, so that what disturbs the machine disturbs them alike.
 */
export async function interleave<T>(
  rounds: number,
  variants: Readonly<Record<string, () => Promise<T>>>,
  say: (name: string, value: T) => string,
): Promise<ReadonlyMap<string, T[]>> {
  const names = Object.keys(variants);
  const taken = new Map<string, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < names.length; index += 1) {
      const name = names[(index + round) % names.length] ?? "";
      const variant = variants[name];
      if (variant === undefined) continue;
      const value = await variant();
      taken.get(name)?.push(value);
      console.log(`    round ${round + 1} of ${rounds} · ${name} · ${say(name, value)}`);
    }
  }
  return taken;
}
