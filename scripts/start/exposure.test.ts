import { expect, test } from "vitest";
import { describeExposure, originsOf, reachableNames } from "./exposure.ts";

const INTERFACES = {
  lo: [{ address: "127.0.0.1", family: "IPv4", internal: true, netmask: "", mac: "", cidr: null } as const],
  eth0: [
    { address: "192.168.1.5", family: "IPv4", internal: false, netmask: "", mac: "", cidr: null } as const,
    { address: "fe80::1", family: "IPv6", internal: false, netmask: "", mac: "", cidr: null, scopeid: 2 } as const,
  ],
};

test("on loopback only loopback's names are origins, and nothing is exposed", () => {
  expect(originsOf("127.0.0.1", 4173)).toEqual(["http://127.0.0.1:4173", "http://localhost:4173"]);
  expect(describeExposure("127.0.0.1", { page: 4173, websocket: 9222, client: 4222 })).toBeNull();
});

test("on every address the machine's own names are origins too", () => {
  expect(reachableNames("0.0.0.0", INTERFACES, "Wall")).toEqual(["127.0.0.1", "localhost", "192.168.1.5", "wall"]);
  expect(reachableNames("192.168.1.5", INTERFACES, "Wall")).toEqual(["192.168.1.5"]);
  expect(originsOf("::1", 80)).toEqual(["http://[::1]:80"]);
});

test("what --host exposes is said with every port", () => {
  const sentence = describeExposure("0.0.0.0", { page: 4173, websocket: 9222, client: 4222 });
  expect(sentence).toMatch(/page on port 4173.*port 9222.*read-only.*port 4222.*stays on 127\.0\.0\.1/u);
  expect(describeExposure("0.0.0.0", { page: 4173, websocket: null, client: 4222 })).not.toContain("9222");
});
