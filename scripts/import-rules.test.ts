import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findViolations, readSources, subpathImports } from "./import-rules.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const IMPORTS = subpathImports(ROOT);

function reasons(path: string, text: string): string[] {
  return findViolations([{ path, text }], IMPORTS).map(({ reason }) => reason);
}

describe("an import that breaks a rule is found", () => {
  test.each([
    ["src/util/time.ts", `import { x } from "#contract/subjects.ts";`, /src\/util may import src\/util/u],
    ["src/util/time.ts", `import { useState } from "react";`, /imports no package/u],
    ["contract/task.ts", `import type { Result } from "#util/result.ts";`, /contract may import contract/u],
    ["src/model/fold.ts", `import { connect } from "nats.ws";`, /only src\/worker/u],
    ["src/model/fold.ts", `export * from "#worker/feed.ts";`, /src\/model may import/u],
    ["src/model/fold.ts", `const late = await import("#store/mirror.ts");`, /src\/model may import/u],
    ["src/store/mirror.ts", `import { Feed } from "#worker/feed.ts";`, /src\/store may import/u],
    ["src/ui/Button.tsx", `import { useView } from "#store/hooks.ts";`, /src\/ui may import/u],
    ["src/ui/Button.tsx", `import { Link } from "@tanstack/react-router";`, /may import the packages/u],
    ["src/pages/agents/AgentsPage.tsx", `import { rows } from "#pages/agent/rows.ts";`, /never imports another page/u],
    ["src/pages/agents/AgentsPage.tsx", `import { rows } from "../agent/rows.ts";`, /never imports another page/u],
    ["fleet/worker.ts", `import { x } from "#store/mirror.ts";`, /fleet may import/u],
    ["fleet/worker.ts", `import { x } from "../contract/subjects.ts";`, /subpath import/u],
    ["src/worker/feed.ts", `import { x } from "./reader";`, /extension/u],
    ["src/worker/feed.ts", `import { readFileSync } from "node:fs";`, /may import the packages/u],
    ["src/model/fold.test.ts", `import { x } from "#worker/feed.ts";`, /src\/model may import/u],
    ["src/ui/index.ts", `export { x } from "./Button.tsx";`, /no barrels/u],
    ["elsewhere/file.ts", `import { x } from "./other.ts";`, /no layer/u],
  ])("%s: %s", (path, text, reason) => {
    expect(reasons(path, text)).toEqual([expect.stringMatching(reason)]);
  });
});

describe("an import within the rules is let through", () => {
  test.each([
    ["src/worker/feed.ts", `import { connect } from "nats.ws"; import { fold } from "#model/fold.ts";`],
    ["src/store/mirror.ts", `import type { FromWorker } from "#worker/protocol.ts";`],
    ["src/ui/Menu.tsx", `import { Menu } from "@base-ui/react/menu"; import "./menu.module.css";`],
    ["src/pages/agents/AgentsPage.tsx", `import { rows } from "./rows.ts"; import { paths } from "../../paths.ts";`],
    ["src/routes.tsx", `const page = () => import("#pages/agents/AgentsPage.tsx");`],
    [
      "src/worker/feed.test.ts",
      `import { runServer } from "#scripts/nats/run-server.ts"; import { test } from "vitest";`,
    ],
    ["e2e/agents.test.ts", `import { x } from "#worker/feed.ts"; import { test } from "playwright/test";`],
    ["bench/ingest.ts", `import { serveSite } from "../e2e/site.ts";`],
    ["src/model/fold.ts", `// import { x } from "react"\nconst text = 'import { x } from "react"';`],
  ])("%s: %s", (path, text) => {
    expect(reasons(path, text)).toEqual([]);
  });
});

test("a violation names its file, its line and what was imported", () => {
  const text = `const one = 1;\n\nimport { useState } from "react";\n`;
  expect(findViolations([{ path: "src/util/time.ts", text }], IMPORTS)).toMatchObject([
    { file: "src/util/time.ts", line: 3, imported: "react" },
  ]);
});

test("the project's own files are all read", () => {
  const paths = readSources(ROOT).map(({ path }) => path);
  expect(paths).toContain("scripts/import-rules.ts");
  expect(paths).toContain("contract/subjects.ts");
  expect(paths).toContain("src/util/result.ts");
});
