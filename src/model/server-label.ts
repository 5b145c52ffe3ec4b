import type { ServerIdentity } from "./connection.ts";

/** A server that nobody named is called by its public key, which tells a person nothing. */
const PUBLIC_KEY = /^N[A-Z2-7]{55}$/;

/** What a person calls the server: its name, or its address where it has none. */
export function serverLabel({ name, url }: ServerIdentity): string {
  if (name !== "" && !PUBLIC_KEY.test(name)) return name;
  return URL.canParse(url) ? new URL(url).host : url;
}
