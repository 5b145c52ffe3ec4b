import { type NetworkInterfaceInfo, hostname, networkInterfaces } from "node:os";
import { LOOPBACK } from "./options.ts";

/** Names under which a browser may reach a listener on `host`; loopback first where it is among them. */
export function reachableNames(
  host: string,
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
  machine: string = hostname(),
): string[] {
  const loopback = [LOOPBACK, "localhost"];
  if (host === LOOPBACK || host === "localhost") return loopback;
  if (host !== "0.0.0.0" && host !== "::") return [host];
  const addresses = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map(({ address }) => address);
  return [...new Set([...loopback, ...addresses, machine.toLowerCase()])];
}

/** Origins that a page served on `port` has. */
export function originsOf(host: string, port: number): string[] {
  return reachableNames(host).map((name) => `http://${name.includes(":") ? `[${name}]` : name}:${port}`);
}

/** What `--host` lets others do, in one sentence; null on loopback. */
export function describeExposure(
  host: string,
  ports: { page: number; websocket: number | null; client: number },
): string | null {
  if (host === LOOPBACK || host === "localhost") return null;
  const page = `exposed: whoever reaches this machine can open the page on port ${ports.page}`;
  return ports.websocket === null
    ? page
    : `${page} and, without a login, read every message of the fleet on port ${ports.websocket} (unencrypted, read-only); port ${ports.client}, where agents need no login, stays on ${LOOPBACK}`;
}
