import { defineConfig } from "playwright/test";
import { chromiumLaunch } from "./scripts/find-chromium.ts";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // One browser and its servers fill two cores. No retries: a test that fails sometimes is a defect.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  reporter: [["line"]],
  use: { browserName: "chromium", headless: true, trace: "off", launchOptions: chromiumLaunch() },
});
