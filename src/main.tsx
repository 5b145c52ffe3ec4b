// Before anything else: the connection is on its way while React is still being evaluated.
import "#store/early-start.ts";
import "@fontsource-variable/source-sans-3/wght.css";
import "@fontsource-variable/source-code-pro/wght.css";
import "#ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { applyTheme, loadTheme } from "./pages/shell/theme.ts";
import { router } from "./routes.tsx";
import { installAutomation } from "#store/automation.ts";
import { startFeed } from "#store/start-feed.ts";
import { assert } from "#util/assert.ts";

const client = startFeed();
applyTheme(loadTheme());
installAutomation(client, document.documentElement, window);

const root = document.querySelector("#root");
assert(root, "index.html has a #root");
createRoot(root).render(
  <StrictMode>
    <App client={client} router={router} />
  </StrictMode>,
);
