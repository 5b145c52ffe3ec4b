import type { ObserverMs } from "#util/units.ts";

export interface ServerIdentity {
  name: string;
  version: string;
  url: string;
  cluster: string | null;
}

/** Why a server turned us away, as far as a browser lets us know. */
export type Refusal =
  | { kind: "authorization" }
  | { kind: "permissions"; subject: string }
  /** A page on https may not open ws:// to another host. */
  | { kind: "mixed-content" }
  | { kind: "local-network-access" }
  /** Closed port, client port, HTTP server, refused origin, wrong TLS all end as close 1006; only HTTP tells them apart. */
  | { kind: "unexplained"; answersHttp: boolean };

/** How our own view stands. All times on the observer's clock: they are about us, not about the fleet. */
export type Connection =
  | { state: "connecting"; since: ObserverMs; url: string; attempt: number; nextTryAt: ObserverMs | null }
  | { state: "live"; since: ObserverMs; server: ServerIdentity; rttMs: number | null }
  /** The socket is open and the server no longer answers pings. */
  | { state: "stale"; since: ObserverMs; server: ServerIdentity }
  | { state: "lost"; since: ObserverMs; url: string; attempt: number; nextTryAt: ObserverMs | null; reason: string }
  | {
      state: "refused";
      since: ObserverMs;
      url: string;
      attempt: number;
      nextTryAt: ObserverMs | null;
      refusal: Refusal;
    };
