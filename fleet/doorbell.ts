/** After a bell without its message: again after so many ms, about a second in all. */
const RETRY_MS = [15, 30, 60, 100, 200, 300, 400];

/**
 * A plain subscription rings, a read of the stream brings. The bell is often early: it is routed before the stream has stored what
 * rang it. So a reading that brought less than rang is made again a few times; after that the owner's sweep answers for it.
 */
export class Doorbell {
  readonly #read: () => Promise<void>;
  #owed = 0;
  #rang = false;
  #reading = false;
  #closed = false;
  #wake: (() => void) | null = null;

  /** `read` reads on to the stream's end and calls `took` for every message; what it throws is tried again. */
  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  /** A message was announced. */
  ring(): void {
    this.#owed += 1;
    this.readOn();
  }

  /** Reads without an announcement, as a sweep does. */
  readOn(): void {
    this.#rang = true;
    this.#wake?.();
    if (!this.#reading) void this.#run();
  }

  /** A message came. */
  took(): void {
    this.#owed = Math.max(0, this.#owed - 1);
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    this.#reading = true;
    let tries = 0;
    while (!this.#closed && (this.#rang || this.#owed > 0)) {
      this.#rang = false;
      const before = this.#owed;
      await this.#read().catch(() => undefined);
      tries = this.#owed < before ? 0 : tries + 1;
      const delay = RETRY_MS[tries - 1];
      if (delay === undefined) this.#owed = 0;
      else if (this.#owed > 0 && !this.#rang) await this.#sleep(delay);
    }
    this.#reading = false;
  }

  /** Ends early at the next bell. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
