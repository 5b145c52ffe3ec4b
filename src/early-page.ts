import { PAGE_CHUNKS, routesOf } from "./page-chunks.ts";

/**
 * Fetches the chunk of the page that the address names while the rest of the app still is being evaluated: by the time the router asks for
 * it, it is there. Knows no router, which is not there yet.
 */
export function fetchNamedPage(): void {
  const path = /^#(\/[^?#]*)/u.exec(window.location.hash)?.[1] ?? "/";
  // What fails here fails again where it is waited for, and is said there.
  for (const route of routesOf(path)) void PAGE_CHUNKS[route]().catch(() => undefined);
}
