import { playwright } from "@vitest/browser-playwright";
import { configDefaults, defineConfig } from "vitest/config";
import { chromiumLaunch } from "./scripts/find-chromium.ts";

/** Waits are on state; these only end a test that will never get there, on a machine that is busy. */
const PATIENCE = { testTimeout: 60_000, hookTimeout: 120_000, teardownTimeout: 30_000 };

const EXCLUDED = [...configDefaults.exclude, "e2e/**", ".nats/**"];

export default defineConfig({
  test: {
    projects: [
      {
        extends: "./vite.config.ts",
        test: {
          ...PATIENCE,
          name: "node",
          environment: "node",
          include: ["**/*.test.ts"],
          exclude: [...EXCLUDED, "**/*.browser.test.ts"],
        },
      },
      {
        extends: "./vite.config.ts",
        test: {
          ...PATIENCE,
          name: "browser",
          include: ["**/*.browser.test.ts", "**/*.browser.test.tsx"],
          exclude: EXCLUDED,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunch() }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
