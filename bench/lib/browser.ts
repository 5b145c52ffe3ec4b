import { type Browser, chromium } from "playwright";
import { chromiumLaunch, findChromium } from "#scripts/find-chromium.ts";

/** A real Chromium, headless. `args` are added to the ones that the tests use. */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const launch = chromiumLaunch(await findChromium());
  return chromium.launch({ ...launch, args: [...launch.args, ...args] });
}
