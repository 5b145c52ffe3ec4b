/**
 * The entry, and nothing that is large: what takes longest on the way to the first agent is begun first. The worker is fetched, told where
 * to connect and on its way, before React and the rest of the app, fetched meanwhile, are evaluated.
 */
// First of all: the browser fetches in this order.
import { earlyDeploymentFile } from "#store/early-start.ts";
import "@fontsource-variable/source-sans-3/wght.css";
import "@fontsource-variable/source-code-pro/wght.css";
import "#ui/base.css";
import { fetchNamedPage } from "./early-page.ts";
import { applyTheme, loadTheme } from "./pages/shell/theme.ts";
import { installAutomation } from "#store/automation.ts";
import { startFeed } from "#store/start-feed.ts";
import { assert } from "#util/assert.ts";

/** Where the file with the addresses takes longer, the page is made ready while it comes. */
const FILE_AT_LATEST_MS = 150;

const client = startFeed();
applyTheme(loadTheme());
installAutomation(client, document.documentElement, window);

const root = document.querySelector("#root");
assert(root, "index.html has a #root");
// Evaluating React holds this thread for longer than the worker needs to connect: the worker gets its word first.
await Promise.race([earlyDeploymentFile, new Promise((resolve) => setTimeout(resolve, FILE_AT_LATEST_MS))]);
const app = import("./mount-app.tsx");
fetchNamedPage();
const { mountApp } = await app;
mountApp(root, client);
