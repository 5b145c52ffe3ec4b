/**
 * A message of a stream that forgets may be seen twice: live as it passed, and again as the stream still holds it.
 * Nothing in the two copies says that they are one, but subject and bytes together do, counted: of two equal messages
 * each is taken once. Pure; generations are let go one by one.
 */
const GENERATIONS = 4;
const MOST_A_GENERATION = 20_000;

export class Ledger {
  #generations: Map<string, number>[] = [new Map()];

  /** Remembers one message. */
  add(subject: string, data: Uint8Array): void {
    const newest = this.#generations[0];
    if (newest === undefined || newest.size >= MOST_A_GENERATION) return;
    const key = keyOf(subject, data);
    newest.set(key, (newest.get(key) ?? 0) + 1);
  }

  /** Takes one such message out, if there is one. */
  takeOut(subject: string, data: Uint8Array): boolean {
    const key = keyOf(subject, data);
    for (let i = this.#generations.length - 1; i >= 0; i -= 1) {
      const generation = this.#generations[i];
      const count = generation?.get(key);
      if (generation === undefined || count === undefined) continue;
      if (count === 1) generation.delete(key);
      else generation.set(key, count - 1);
      return true;
    }
    return false;
  }

  /** Time has passed: the oldest generation can no longer be met again. */
  turn(): void {
    this.#generations.unshift(new Map());
    if (this.#generations.length > GENERATIONS) this.#generations.pop();
  }
}

/** Subject, length, and two independent 32-bit hashes of the bytes (FNV-1a and a multiplicative one). */
function keyOf(subject: string, data: Uint8Array): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (const byte of data) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b + byte, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${subject}\n${data.length}\n${a >>> 0}\n${b >>> 0}`;
}
