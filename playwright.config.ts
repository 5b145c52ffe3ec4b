import { defineConfig } from "playwright/test";
import { chromiumLaunch } from "./scripts/find-chromium.ts";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // These tests mostly wait, for a beat that is late or a server that comes back: three at a time suit two cores.
  // No retries: a test that fails sometimes is a defect.
  workers: 3,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  reporter: [["line"]],
  use: { browserName: "chromium", headless: true, trace: "off", launchOptions: chromiumLaunch() },
});
