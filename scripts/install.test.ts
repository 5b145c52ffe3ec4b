import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isInstalled } from "./install.mjs";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rollcall-install-"));
  await mkdir(join(root, "node_modules"));
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function given(locked: object, installed: object): Promise<boolean> {
  await writeFile(join(root, "package-lock.json"), JSON.stringify({ packages: { "": { version: "1" }, ...locked } }));
  await writeFile(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages: installed }));
  return isInstalled(root);
}

const ONE = { "node_modules/one": { version: "1.0.0" } };

test("what is installed is held against the lock file, version by version", async () => {
  expect(await given(ONE, ONE)).toBe(true);
  expect(await given(ONE, {})).toBe(false);
  expect(await given(ONE, { "node_modules/one": { version: "1.0.1" } })).toBe(false);
});

test("a package for another platform may be absent, but not have another version", async () => {
  const optional = { "node_modules/two": { version: "2.0.0", optional: true } };
  expect(await given({ ...ONE, ...optional }, ONE)).toBe(true);
  expect(await given({ ...ONE, ...optional }, { ...ONE, "node_modules/two": { version: "1.0.0" } })).toBe(false);
});

test("nothing installed at all, and this checkout", async () => {
  expect(isInstalled(join(root, "nothing"))).toBe(false);
  expect(isInstalled()).toBe(true);
});
