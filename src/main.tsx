/**
 * The entry, and nothing that is large: what takes longest on the way to the first agent is begun first. The worker is fetched and
 * connects, and the page that the URL names is on its way, while React and the rest of the app are still being fetched and evaluated.
 */
// First of all: the browser fetches in this order.
import "#store/early-start.ts";
import "@fontsource-variable/source-sans-3/wght.css";
import "@fontsource-variable/source-code-pro/wght.css";
import "#ui/base.css";
import "./early-page.ts";
import { applyTheme, loadTheme } from "./pages/shell/theme.ts";
import { installAutomation } from "#store/automation.ts";
import { startFeed } from "#store/start-feed.ts";
import { assert } from "#util/assert.ts";

const client = startFeed();
const app = import("./mount-app.tsx");
applyTheme(loadTheme());
installAutomation(client, document.documentElement, window);

const root = document.querySelector("#root");
assert(root, "index.html has a #root");
const { mountApp } = await app;
mountApp(root, client);
