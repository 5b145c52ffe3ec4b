import { createBrowserHistory } from "@tanstack/react-router";
import type { HistoryLocation, RouterHistory } from "@tanstack/react-router";

/**
 * Routes in the hash of the address, and nowhere else. The router's own hash history adds the query that stands before the hash to the
 * route's, so that `/?v=2#/agents?window=1h` loses its last parameter; here that query is left as it is, and alone.
 */
export function createRouteHistory(): RouterHistory {
  return createBrowserHistory({
    parseLocation: () => parseRoute(window.location.hash, window.history.state),
    createHref: (href) => `${window.location.pathname}${window.location.search}#${href}`,
  });
}

/**
 * @param hash `location.hash`: empty, or `#/path?search#fragment` @param state `history.state`; null after the hash was changed by hand
 */
export function parseRoute(hash: string, state: HistoryLocation["state"] | null): HistoryLocation {
  // More than one slash in front would be another host to who takes it for an address.
  const href = hash.slice(1).replace(/^\/{2,}/u, "/") || "/";
  const fragmentFrom = href.includes("#") ? href.indexOf("#") : href.length;
  const route = href.slice(0, fragmentFrom);
  const searchFrom = route.includes("?") ? route.indexOf("?") : route.length;
  return {
    href,
    pathname: route.slice(0, searchFrom),
    search: route.slice(searchFrom),
    hash: href.slice(fragmentFrom),
    state: state ?? freshState(),
  };
}

function freshState(): HistoryLocation["state"] {
  const key = crypto.getRandomValues(new Uint32Array(2)).join("-");
  // The router's own names.
  // oxlint-disable-next-line no-underscore-dangle
  return { __TSR_index: 0, key, __TSR_key: key };
}
