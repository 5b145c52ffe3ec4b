import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "nats";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../free-port.ts";
import { findServer } from "../nats/find-server.ts";
import { ensurePasswords, startLocalServer } from "./local-server.ts";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rollcall-start-"));
});

afterAll(() => rm(root, { recursive: true, force: true }));

test("passwords are made once, long, and readable by their owner only", async () => {
  const [first, second] = await Promise.all([ensurePasswords(root), ensurePasswords(root)]);
  expect(second).toEqual(first);
  expect(await ensurePasswords(root)).toEqual(first);
  expect(first.provisioner).toMatch(/^[0-9a-f]{36}$/u);
  expect(first.sys).not.toBe(first.provisioner);
  expect((await stat(join(root, "passwords.json"))).mode & 0o777).toBe(0o600);
});

test("the server takes these passwords and no others, keeps its store, and starts again after an end", async () => {
  const binary = await findServer();
  const [clientPort, wsPort] = [await freePort(), await freePort()];
  const wishes = { clientPort, wsPort, wsHost: "127.0.0.1", origins: ["http://127.0.0.1:1"], monitorPort: null };
  const first = await startLocalServer(root, binary, wishes);
  const login = { servers: first.clientUrl, user: "provisioner", pass: first.passwords.provisioner };
  const connection = await connect(login);
  await (await connection.jetstreamManager()).streams.add({ name: "kept", subjects: ["kept"] });
  await connection.close();
  await expect(connect({ ...login, pass: "change-me-provisioner" })).rejects.toThrow(/Authorization/iu);
  await first.process.stop();
  const again = await startLocalServer(root, binary, wishes);
  const second = await connect(login);
  expect((await (await second.jetstreamManager()).streams.info("kept")).config.name).toBe("kept");
  await second.close();
  await again.process.stop();
  expect((await stat(again.configFile)).mode & 0o777).toBe(0o600);
  expect(await readFile(again.configFile, "utf8")).toContain(again.passwords.sys);
});
