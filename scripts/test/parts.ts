/** How a part is counted: one test for a static part, each of its own for a runner that writes a report. */
export type Report = "one" | "vitest" | "playwright";

export interface Part {
  /** Also the word after `npm test --` that picks it. */
  name: string;
  /** Programs of node_modules/.bin with their arguments, one after the other. */
  commands: readonly (readonly string[])[];
  report: Report;
  /** Time on two cores, seconds; over it is said loudly. */
  budgetS: number;
  /** Over this it is ended and has failed: it hangs. Wide, since a busy machine must not turn a good change red. */
  limitS: number;
}

const TYPES: Part = {
  name: "types",
  commands: [
    ["tsc", "-p", "tsconfig.json"],
    ["tsc", "-p", "tsconfig.worker.json"],
    ["tsc", "-p", "tsconfig.node.json"],
  ],
  report: "one",
  budgetS: 20,
  limitS: 300,
};

const LINT: Part = {
  name: "lint",
  commands: [["oxlint", "--type-aware", "--deny-warnings"]],
  report: "one",
  budgetS: 20,
  limitS: 300,
};

const FORMAT: Part = { name: "format", commands: [["oxfmt", "--check"]], report: "one", budgetS: 10, limitS: 300 };

const IMPORTS: Part = {
  name: "imports",
  commands: [["tsx", "scripts/import-rules.ts"]],
  report: "one",
  budgetS: 10,
  limitS: 300,
};

const DEAD_CODE: Part = {
  name: "dead-code",
  commands: [["knip", "--no-progress"]],
  report: "one",
  budgetS: 20,
  limitS: 300,
};

const BUILD: Part = { name: "build", commands: [["vite", "build"]], report: "one", budgetS: 15, limitS: 300 };

const SIZE: Part = { name: "size", commands: [["size-limit"]], report: "one", budgetS: 10, limitS: 300 };

const UNIT: Part = {
  name: "unit",
  commands: [["vitest", "run", "--project", "node"]],
  report: "vitest",
  budgetS: 150,
  limitS: 900,
};

const COMPONENTS: Part = {
  name: "components",
  commands: [["vitest", "run", "--project", "browser"]],
  report: "vitest",
  budgetS: 60,
  limitS: 600,
};

const END_TO_END: Part = {
  name: "e2e",
  commands: [["playwright", "test"]],
  report: "playwright",
  budgetS: 150,
  limitS: 1200,
};

/** Stages one after the other; the lanes of a stage side by side, each in its order. Two cores: two lanes. */
export const STAGES: readonly (readonly (readonly Part[])[])[] = [
  [
    [TYPES, BUILD, SIZE],
    [LINT, FORMAT, IMPORTS, DEAD_CODE],
  ],
  [[UNIT]],
  [[COMPONENTS]],
  [[END_TO_END]],
];
