import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseConfig } from "./parse-config.ts";
import { type ConfigChanges, changeConfig, writeConfig } from "./write-config.ts";

let folder: string;
let original: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-config-"));
  original = await readFile(new URL("../../nats-server.conf", import.meta.url), "utf8");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const CHANGES: Required<ConfigChanges> = {
  clientPort: 14_222,
  wsPort: 19_222,
  wsHost: "0.0.0.0",
  origins: ["http://127.0.0.1:5", "http://wall.lan:5"],
  storeDir: `/a "quoted" folder/$1`,
  passwords: { provisioner: "p$&1", sys: "s" },
};

test("nothing asked for, nothing changed", () => {
  expect(changeConfig(original, {})).toBe(original);
});

test("exactly the named fields are replaced", () => {
  const before = parseConfig(original);
  const after = parseConfig(changeConfig(original, CHANGES));
  const expected = structuredClone(before);
  expected["port"] = 14_222;
  Object.assign(expected["websocket"] ?? {}, { host: "0.0.0.0", port: 19_222, allowed_origins: CHANGES.origins });
  Object.assign(expected["jetstream"] ?? {}, { store_dir: `/a "quoted" folder/$1` });
  const withPasswords = JSON.stringify(expected)
    .replace("change-me-provisioner", () => "p$&1")
    .replace("change-me-sys", "s");
  expect(after).toEqual(JSON.parse(withPasswords));
});

test("a copy differs from the file in as many lines as fields were replaced", () => {
  const [before, after] = [original.split("\n"), changeConfig(original, CHANGES).split("\n")];
  expect(after).toHaveLength(before.length);
  expect(after.filter((line, index) => line !== before[index])).toHaveLength(7);
});

test("no list of origins at all, for tests that do not know their page's port", () => {
  const config = parseConfig(changeConfig(original, { origins: null }));
  expect(config["websocket"]).not.toHaveProperty("allowed_origins");
});

test("a file that lacks a field, or has it twice, is refused rather than written as it is", () => {
  expect(() => changeConfig(original.replace("port: 4222", "port:4222"), { clientPort: 1 })).toThrow(/invariant/u);
  expect(() => changeConfig(`${original}\nport: 4222\n`, { clientPort: 1 })).toThrow(/invariant/u);
});

test("the copy holds passwords, so only its owner may read it", async () => {
  const path = join(folder, "copy.conf");
  await writeConfig(path, CHANGES, "\nserver_name: one\n");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(parseConfig(await readFile(path, "utf8"))).toMatchObject({ server_name: "one", port: 14_222 });
});
