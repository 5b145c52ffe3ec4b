/**
 * The chunk of the page that the address names, fetched while the entry's own code still is being evaluated: by the time the router asks
 * for it, it is there. Knows no router, which is not there yet.
 */
import { PAGE_CHUNKS, routesOf } from "./page-chunks.ts";

const path = /^#(\/[^?#]*)/u.exec(window.location.hash)?.[1] ?? "/";
// What fails here fails again where it is waited for, and is said there.
for (const route of routesOf(path)) void PAGE_CHUNKS[route]().catch(() => undefined);
