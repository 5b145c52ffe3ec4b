/** A number for each item. `Float64Array.from` walks an iterator and is many times slower. */
export function numbersOf<T>(items: ArrayLike<T>, numberOf: (item: T, index: number) => number): Float64Array {
  const numbers = new Float64Array(items.length);
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item !== undefined) numbers[index] = numberOf(item, index);
  }
  return numbers;
}

/** `0, 1, 2 …` */
export function indexesUpTo(count: number): Uint32Array {
  const indexes = new Uint32Array(count);
  for (let index = 0; index < count; index++) indexes[index] = index;
  return indexes;
}
