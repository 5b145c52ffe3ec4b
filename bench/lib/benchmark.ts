/** One line of the table in docs/performance.md. */
export interface Row {
  what: string;
  /** The bound, in words. */
  heldTo: string;
  /** Median with its spread. */
  measured: string;
  /** What the same run gave for the thing it is compared with. */
  baseline: string;
  /** Ratio of medians as text, or an empty text where the bound is absolute. */
  ratio: string;
  /** Null: printed for comparison, nothing is held to it. */
  holds: boolean | null;
}

export interface BenchmarkResult {
  rows: Row[];
  /** Every single measurement, so that a figure can be looked into later. */
  rounds: unknown;
  /** Versions of what took part, such as the servers' and the browser's. */
  versions: Readonly<Record<string, string>>;
}

export interface BenchmarkOptions {
  /** Small counts: shows that the benchmark works, its figures mean little. */
  quick: boolean;
  /** 1: the counts that the table asks for. Less: so much of them, for a machine that has no more time; each row says its count. */
  scale: number;
  /** How long one that watches for long does so; null: as long as it thinks fit. */
  minutes: number | null;
}

export interface Benchmark {
  name: string;
  /** One line for the list. */
  about: string;
  run(options: BenchmarkOptions): Promise<BenchmarkResult>;
}
