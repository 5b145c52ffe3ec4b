/**
 * The chunk of the page that the address names, fetched while the entry's own code still is being evaluated: by the time the router asks
 * for it, it is there. Knows no router, which is not there yet; an address that is not listed is merely a little slower.
 */
const PAGES = new Map<string, () => Promise<unknown>>([
  ["", () => import("./pages/overview/OverviewPage.tsx")],
  ["agents", () => import("./pages/agents/AgentsPage.tsx")],
  ["agents/", () => Promise.all([import("./pages/agents/AgentsPage.tsx"), import("./pages/agent/AgentPage.tsx")])],
  ["connection", () => import("./pages/settings/ConnectionPage.tsx")],
]);

const path = /^#\/([^?#/]*\/?)/u.exec(window.location.hash)?.[1] ?? "";
// What fails here fails again where it is waited for, and is said there.
void PAGES.get(path)?.().catch(() => undefined);
