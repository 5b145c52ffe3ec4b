/**
 * Which modules of the page share a file. Left to itself the bundler makes a file of every set of modules that the same pages share: thirty
 * small ones before the first agent is seen, each of them a request. So: `boot` is what the entry itself needs, and knows no React;
 * `react` is React and the router; `app` is what every page waits for behind them, `shared` what at least two pages have in common; the
 * rest of a page stays in one file of its own. The styles are one file for all pages: twelve kilobytes, for which nothing has to wait twice.
 */
import type { Rolldown } from "vite";

const FROM_REACT = /\/node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\//u;
/** The entry keeps its own name and its own file, by which the sizes are told. */
const NOT_THE_ENTRY = /^(?!.*(\/src\/main\.tsx|\.html)$)/u;
const OURS = /\/src\//u;
const APP = /\/src\/mount-app\.tsx$/u;

export const CHUNK_GROUPS: Rolldown.CodeSplittingOptions = {
  includeDependenciesRecursively: false,
  groups: [
    { name: "boot", test: NOT_THE_ENTRY, tags: ["$initial"], priority: 3 },
    { name: "react", test: FROM_REACT, priority: 2 },
    { name: (id, context) => (isNeededByApp(id, context) ? "app" : null), test: OURS, priority: 1 },
    { name: "shared", test: OURS, minShareCount: 2, priority: 0 },
  ],
};

/** Whether the app waits for it: it imports it, or something that imports it, statically. The app's own file stays its own. */
function isNeededByApp(id: string, context: Rolldown.ChunkingContext): boolean {
  const seen = new Set<string>();
  const asked = [id];
  for (let next = asked.pop(); next !== undefined; next = asked.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (APP.test(next)) return next !== id;
    asked.push(...(context.getModuleInfo(next)?.importers ?? []));
  }
  return false;
}
