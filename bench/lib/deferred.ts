export interface Deferred<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

/** A promise and its two ends (Node 20 has no `Promise.withResolvers`). */
export function deferred<T>(): Deferred<T> {
  let ends: Pick<Deferred<T>, "resolve" | "reject"> | null = null;
  const promise = new Promise<T>((resolve, reject) => {
    ends = { resolve, reject };
  });
  if (ends === null) throw new Error("a promise runs its executor at once");
  return { promise, ...(ends as Pick<Deferred<T>, "resolve" | "reject">) };
}
