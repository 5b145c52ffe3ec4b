/**
 * Why a server turned us away, as far as a browser lets one know: closed port, client port, HTTP server, refused
 * origin and wrong TLS all end as close 1006. Pure.
 */
import type { Refusal } from "#model/connection.ts";

/** A page on https may open ws:// to this machine only. */
export function isMixedContent(url: string, pageIsHttps: boolean): boolean {
  return pageIsHttps && url.startsWith("ws:") && !isLoopback(url);
}

function isLoopback(url: string): boolean {
  const host = hostOf(url);
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/u.test(host);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

/** Where plain HTTP would answer if anything listens at a WebSocket's address. */
export function httpUrlOf(url: string): string {
  return url.replace(/^ws/u, "http");
}

/** The error codes of `nats.ws` that mean: wrong login. */
const AUTHORIZATION_CODES = new Set([
  "AUTHORIZATION_VIOLATION",
  "AUTHENTICATION_EXPIRED",
  "AUTHENTICATION_TIMEOUT",
  "ACCOUNT_EXPIRED",
  "BAD_AUTHENTICATION",
]);

/** @param answersHttp whether the address answered a plain HTTP request at about the same time */
export function refusalOf(errorCode: string, answersHttp: boolean): Refusal {
  return AUTHORIZATION_CODES.has(errorCode) ? { kind: "authorization" } : { kind: "unexplained", answersHttp };
}
