import { playwright } from "@vitest/browser-playwright";
import { configDefaults, defineConfig } from "vitest/config";
import { chromiumLaunch } from "./scripts/find-chromium.ts";

/** Waits are on state; these only end a test that will never get there, on a machine that is busy. */
const PATIENCE = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  teardownTimeout: 30_000,
  expect: { poll: { timeout: 30_000 } },
};

/** What the page imports; Vite bundles these once, before the first test. */
const PAGE_DEPENDENCIES = [
  "react",
  "react-dom",
  "react-dom/client",
  "react/jsx-runtime",
  "react/jsx-dev-runtime",
  "@tanstack/react-query",
  "@tanstack/react-router",
  "@tanstack/react-virtual",
  "recharts",
  "valibot",
  "vitest-browser-react",
];

const EXCLUDED = [...configDefaults.exclude, "e2e/**", ".nats/**"];

export default defineConfig({
  test: {
    projects: [
      {
        extends: "./vite.config.ts",
        test: {
          ...PATIENCE,
          name: "node",
          // Its default leaves a core free; these tests wait for servers more than they compute.
          maxWorkers: 2,
          environment: "node",
          include: ["**/*.test.ts"],
          exclude: [...EXCLUDED, "**/*.browser.test.ts"],
        },
      },
      {
        extends: "./vite.config.ts",
        // A dependency that is first met while a test runs would reload the page under it.
        optimizeDeps: { include: PAGE_DEPENDENCIES },
        test: {
          ...PATIENCE,
          name: "browser",
          include: ["**/*.browser.test.ts", "**/*.browser.test.tsx"],
          exclude: EXCLUDED,
          browser: {
            enabled: true,
            headless: true,
            // Two runs at a time take two ports.
            api: { strictPort: false },
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunch() }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
