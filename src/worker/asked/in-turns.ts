/** Runs `ask` for each, at most `atATime` under way; the answers in the order of the items. */
export async function inTurns<T, R>(items: readonly T[], atATime: number, ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) answers[index] = await ask(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
  return answers;
}
