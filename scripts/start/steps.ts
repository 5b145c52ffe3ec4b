/** One line a step, with its time. */
export interface Steps {
  /** Runs it and prints `name: what it says (time)`; a failure is left to the caller. */
  run<T>(name: string, work: () => Promise<T>, say: (result: T) => string): Promise<T>;
}

export function createSteps(print: (line: string) => void, now: () => number): Steps {
  return {
    async run(name, work, say) {
      const began = now();
      const result = await work();
      print(`${name}: ${say(result)} (${((now() - began) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
}
