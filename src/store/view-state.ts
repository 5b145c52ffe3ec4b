import type { Connection, Refusal } from "#model/connection.ts";
import type { FleetView } from "#model/view.ts";

/** How the view stands, in one word: what `<html data-view>` says. */
export type ViewState = "connecting" | "replaying" | "live" | "stale" | "lost" | "refused";

export function viewStateOf(view: FleetView): ViewState {
  const { state } = view.connection;
  return state === "live" && !view.history.complete ? "replaying" : state;
}

/** Every source is live and its history complete, and nothing that is stored waits to be read. */
export function isCaughtUp(view: FleetView): boolean {
  return viewStateOf(view) === "live" && view.sight.state !== "lost" && view.sight.state !== "behind";
}

/** A sentence while something is the matter; null while the view is coming up or well. */
export function reasonOf(connection: Connection): string | null {
  switch (connection.state) {
    case "connecting":
    case "live":
      return null;
    case "stale":
      return `${connection.server.url} does not answer any more; the socket is still open.`;
    case "lost":
      return connection.reason;
    case "refused":
      return refusalReason(connection.refusal, connection.url);
  }
}

function refusalReason(refusal: Refusal, url: string): string {
  switch (refusal.kind) {
    case "authorization":
      return `${url} refused the login.`;
    case "permissions":
      return `${url} does not let this login use ${refusal.subject}.`;
    case "mixed-content":
      return `A page on https may not open ${url}: use wss:// there.`;
    case "local-network-access":
      return `The browser keeps this page from the local network, so from ${url}.`;
    case "unexplained":
      return refusal.answersHttp
        ? `${url} answers, but not as a NATS WebSocket for this page: its allowed_origins, or another kind of server.`
        : `Nothing answers at ${url}.`;
  }
}
